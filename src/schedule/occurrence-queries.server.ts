/** Rows of dated occurrences as their publishers change them. */
import type { AccountId, OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import { db, sql, type Database, type DB } from '#platform/db';
import { isId } from '#platform/id';
import { instantOf, localDate } from '#platform/tokyo';
import type { Insertable, Updateable } from 'kysely';
import type { OccurrenceId } from './occurrence.ts';
import type { LockedDate } from './date-change.ts';
import type { OccurrenceRecord } from './series.ts';

export const COUNTED = ['id', 'taken', 'capacity', 'waiting'] as const;

/** Somebody signed up once or entered its room, and must find it again: cancelled, never deleted. */
export const IN_USE = sql<boolean>`(next_queue_no > 1 or entered)`;

/** Those that are there already stay: the unique identity (series and original start) makes a second writer harmless. */
export async function insertMissing(
  trx: Database,
  rows: Insertable<DB['occurrences']>[],
): Promise<void> {
  if (rows.length === 0) return;
  await trx
    .insertInto('occurrences')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function lockOccurrence(trx: Database, id: string) {
  if (!isId(id)) return undefined;
  return trx
    .selectFrom('occurrences as o')
    .innerJoin('series as s', 's.id', 'o.series_id')
    .select(['o.state', 'o.ends_at', 'o.supporter_account_id', 's.organisation_id'])
    .where('o.id', '=', id)
    .$narrowType<{ organisation_id: OrganisationId }>()
    .forUpdate('o')
    .executeTakeFirst();
}

/** Several, each held until the transaction ends; always in one order. */
export async function lockOccurrences(trx: Database, ids: string[]): Promise<LockedDate[]> {
  const known = ids.filter((id) => isId(id));
  await trx
    .selectFrom('occurrences')
    .select('id')
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(known))))
    .orderBy('id')
    .forUpdate()
    .execute();
  // Read once they are held: who was waited for may have changed the series as well.
  return selectHeld(trx, known);
}

const selectHeld = (trx: Database, ids: string[]): Promise<LockedDate[]> =>
  trx
    .selectFrom('occurrences as o')
    .innerJoin('series as s', 's.id', 'o.series_id')
    .leftJoin('areas as there', 'there.code5', 'o.place_code5')
    .leftJoin('areas as here', 'here.code5', 's.code5')
    .select(['o.id', 'o.kind', 'o.state', 'o.starts_at', 'o.ends_at', 'o.taken', 'o.waiting'])
    .select(['o.changed_at', 'o.supporter_account_id', 's.organisation_id', 's.format'])
    .select(['o.place_name', 'o.place_code5', 'there.name as place_area'])
    .select(['s.place_name as usual_name', 's.code5 as usual_code5', 'here.name as usual_area'])
    .select((eb) => eb('s.state', '=', 'published').$castTo<boolean>().as('goesOn'))
    .where((eb) => eb('o.id', '=', eb.fn.any(eb.val(ids))))
    .orderBy('o.id')
    // What the tables' keys and CHECK constraints hold.
    .$narrowType<Pick<LockedDate, 'id' | 'state' | 'organisation_id'>>()
    .execute();

/** Undefined where the series has a date of that start. */
export const insertAdded = (trx: Database, row: Insertable<DB['occurrences']>) =>
  trx
    .insertInto('occurrences')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();

/** A change that those who follow the date are to hear of: its sequence goes up. */
export const changeOccurrence = (trx: Database, id: string, to: Updateable<DB['occurrences']>) =>
  trx
    .updateTable('occurrences')
    .set((eb) => ({
      ...to,
      sequence: eb('sequence', '+', 1),
      changed_at: now(),
      untold: true,
    }))
    .where('id', '=', id)
    .returning(COUNTED)
    .executeTakeFirstOrThrow();

/** More seats or fewer, by hand: nobody who comes need hear of it, so its sequence stays. */
export const resizeOccurrence = (trx: Database, id: string, capacity: number) =>
  trx
    .updateTable('occurrences')
    .set({ capacity, resized: true, changed_at: now() })
    .where('id', '=', id)
    .returning(COUNTED)
    .executeTakeFirstOrThrow();

/** A change that nobody who follows the date need hear of: its sequence stays. */
export const setUnannounced = async (
  trx: Database,
  id: string,
  to: Updateable<DB['occurrences']>,
): Promise<void> =>
  void (await trx.updateTable('occurrences').set(to).where('id', '=', id).execute());

export const deleteOccurrence = async (trx: Database, id: string): Promise<void> =>
  void (await trx.deleteFrom('occurrences').where('id', '=', id).execute());

/** Its room was made: from now on it may be cancelled, never deleted. In the room's own transaction. */
export const noteEntered = async (trx: Database, id: string): Promise<void> =>
  void (await trx
    .updateTable('occurrences')
    .set({ entered: true })
    .where('id', '=', id)
    .where('entered', '=', false)
    .execute());

/** The counters of what everybody may see. */
export const listCounted = (ids: string[]) =>
  db
    .selectFrom('occurrences as o')
    .innerJoin('series as s', 's.id', 'o.series_id')
    .select(['o.id', 'o.taken', 'o.capacity', 'o.waiting'])
    .where('o.id', 'in', ids)
    .where('s.shown', '=', true)
    .execute();

/** From the start of today on, in order. */
export async function occurrencesOf(seriesId: string): Promise<OccurrenceRecord[]> {
  const rows = await db
    .selectFrom('occurrences')
    .selectAll()
    .where('series_id', '=', seriesId)
    .where('ends_at', '>=', instantOf(localDate(now()), '00:00'))
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id as OccurrenceId,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    originalStart: row.original_start,
    moved: row.moved,
    // The casts are what the table's CHECK constraints hold.
    origin: row.origin as OccurrenceRecord['origin'],
    state: row.state as OccurrenceRecord['state'],
    cancelledReason: row.cancelled_reason,
    note: row.note,
    elsewhere:
      row.place_name === null ? null : { placeName: row.place_name, code5: row.place_code5 },
    supporterAccountId: row.supporter_account_id as AccountId | null,
    capacity: row.capacity,
    taken: row.taken,
    waiting: row.waiting,
  }));
}
