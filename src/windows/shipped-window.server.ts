/** Windows that ship with the demonstration: written like those of desks' own people, under an id of their own and labelled. */
import { now } from '#platform/clock';
import type { Database } from '#platform/db';
import { localDate } from '#platform/tokyo';
import type { GivenWindow } from './input.ts';
import { UNSAID } from './imports/imported-window.ts';
import { findOwner, insertWindow, replaceParts } from './keeping-queries.server.ts';

/** Adds it, unless it is there. */
export async function addShipped(trx: Database, id: string, given: GivenWindow): Promise<void> {
  if (await findOwner(trx, id)) return;
  await insertWindow(trx, given, { listedOn: localDate(now()), by: null, id, ships: true });
  await replaceParts(trx, id, given);
}

export const addInvented = (trx: Database, id: string, said: Partial<GivenWindow>): Promise<void> =>
  addShipped(trx, id, { ...UNSAID, ...said });
