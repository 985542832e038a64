/** Dates whose holders are to hear of something: each is taken once, by one process, in the caller's transaction. */
import { db, type Database } from '#platform/db';
import type { OccurrenceRow } from './occurrence.ts';
import { IN_USE } from './occurrence-queries.server.ts';

/** Dates whose holders are to hear of a change; not more at once than are soon told. */
export const listUntold = async (): Promise<string[]> =>
  (
    await db
      .selectFrom('occurrences')
      .select('id')
      .where('untold', '=', true)
      .orderBy('id')
      .limit(MOST)
      .execute()
  ).map(({ id }) => id);

/** The date as it has become; undefined where another process has told, or tells. */
export const takeUntold = (trx: Database, id: string) =>
  trx
    .updateTable('occurrences')
    .set({ untold: false })
    .where('id', '=', id)
    .where('untold', '=', true)
    .returning(['id', 'state', 'starts_at as startsAt', 'ends_at as endsAt'])
    // Held by a CHECK constraint.
    .$narrowType<Pick<OccurrenceRow, 'state'>>()
    .executeTakeFirst();

/** Dates with sign-ups that start by then, and of whose opening nobody was told. */
export const listOpening = async (at: Date, until: Date): Promise<string[]> =>
  (
    await db
      .selectFrom('occurrences')
      .select('id')
      .where('starts_at', '>', at)
      .where('starts_at', '<=', until)
      .where('state', '=', 'scheduled')
      .where(IN_USE)
      .where((eb) => eb('opening_told_for', 'is distinct from', eb.ref('starts_at')))
      .limit(MOST)
      .execute()
  ).map(({ id }) => id);

/** The date, whose opening is told from now on; undefined where another process has, or it will not take place. */
export const takeOpening = (trx: Database, id: string) =>
  trx
    .updateTable('occurrences')
    .set((eb) => ({ opening_told_for: eb.ref('starts_at') }))
    .where('id', '=', id)
    .where('state', '=', 'scheduled')
    .where((eb) => eb('opening_told_for', 'is distinct from', eb.ref('starts_at')))
    .returning(['id', 'starts_at as startsAt'])
    .executeTakeFirst();

const MOST = 100;
