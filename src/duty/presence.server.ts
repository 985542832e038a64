import { later, now as currentTime, seconds } from '#platform/clock';
import { db, type Database } from '#platform/db';
import type { Presence, StaffedWindow } from './index.ts';
import { nextBoundary, staffed, whoIsThere, type Present } from './presence.ts';
import { dutyFacts, windowsNamed } from './presence-queries.server.ts';

/** Who could take one more talk now at these windows. */
export async function whoIsThereAt(
  windowIds: string[] | 'all',
  now: Date,
  database: Database = db,
): Promise<Present[]> {
  const facts = await dutyFacts(database, windowIds, { at: now });
  return whoIsThere(facts.shifts, facts.leases, facts.talks, now);
}

/** Whoever looks at it looks again within this time. */
const PRESENCE_REACHES_MS = seconds(30);

/** The same with what rings at each, and when it next changes by itself. Reads once, inside the given transaction. */
export async function presenceAt(
  windowIds: string[] | 'all',
  now: Date,
  database: Database = db,
): Promise<Presence> {
  const until = later(now, PRESENCE_REACHES_MS);
  const { shifts, leases, talks, rings } = await dutyFacts(database, windowIds, { at: now, until });
  const present = whoIsThere(shifts, leases, talks, now);
  return {
    present: present.map((p) => ({ ...p, ringing: rings.get(p.accountId) ?? 0 })),
    changesAt: nextBoundary(shifts, now),
  };
}

/** The windows where a person can answer now: a shift, a live lease and room for one more talk. */
export async function staffedWindows(): Promise<StaffedWindow[]> {
  return windowsNamed(db, staffed(await whoIsThereAt('all', currentTime())));
}
