import { now as currentTime } from '#platform/clock';
import { db, type Database } from '#platform/db';
import type { StaffedWindow } from './index.ts';
import { staffed, whoIsThere, type Present } from './presence.ts';
import { dutyFacts, nextShiftBoundary, windowsNamed } from './queries.server.ts';

/** Who could take one more talk now at these windows. Reads inside the given transaction. */
export async function whoIsThereAt(
  windowIds: string[] | 'all',
  now: Date,
  database: Database = db,
): Promise<Present[]> {
  const facts = await dutyFacts(database, windowIds, now);
  return whoIsThere(facts.shifts, facts.leases, facts.talks, now);
}

/** When a shift at these windows next begins or ends. */
export const nextBoundaryAt = (
  windowIds: string[],
  now: Date,
  database: Database = db,
): Promise<Date | undefined> => nextShiftBoundary(database, windowIds, now);

/** The windows where a person can answer now: a shift, a live lease and room for one more talk. */
export async function staffedWindows(): Promise<StaffedWindow[]> {
  return windowsNamed(db, staffed(await whoIsThereAt('all', currentTime())));
}
