/** Rows of dated occurrences as their publishers change them. */
import type { AccountId, OrganisationId } from '#accounts';
import { days, later, now } from '#platform/clock';
import { db, sql, type Database, type DB } from '#platform/db';
import { isId } from '#platform/id';
import { instantOf, localDate } from '#platform/tokyo';
import type { Insertable, Updateable } from 'kysely';
import type { OccurrenceId } from './occurrence.ts';
import type { HeldDate } from './date-change.ts';
import type { ComingDate } from './date-fates.ts';
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
export async function lockOccurrences(trx: Database, ids: string[]): Promise<HeldDate[]> {
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

const selectHeld = (trx: Database, ids: string[]): Promise<HeldDate[]> =>
  trx
    .selectFrom('occurrences as o')
    .innerJoin('series as s', 's.id', 'o.series_id')
    .leftJoin('areas as there', 'there.code5', 'o.place_code5')
    .leftJoin('areas as here', 'here.code5', 's.code5')
    .select(['o.id', 'o.kind', 'o.state', 'o.starts_at', 'o.ends_at', 'o.taken', 'o.waiting'])
    .select(['o.supporter_account_id', 's.organisation_id', 's.format'])
    .select(['o.place_name', 'o.place_code5', 'there.name as place_area'])
    .select(['s.place_name as usual_name', 's.code5 as usual_code5', 'here.name as usual_area'])
    .select((eb) => eb('s.state', '=', 'published').$castTo<boolean>().as('goesOn'))
    .where((eb) => eb('o.id', '=', eb.fn.any(eb.val(ids))))
    .orderBy('o.id')
    // What the tables' keys and CHECK constraints hold.
    .$narrowType<Pick<HeldDate, 'id' | 'state' | 'organisation_id'>>()
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
    .set((eb) => ({ ...to, sequence: eb('sequence', '+', 1), changed_at: now() }))
    .where('id', '=', id)
    .returning(COUNTED)
    .executeTakeFirstOrThrow();

/** Future dates, held against sign-ups until the transaction ends; in the order in which `lockForSignUp` takes them. */
export const lockAllComing = async (trx: Database, seriesId: string): Promise<void> =>
  void (await trx
    .selectFrom('occurrences')
    .select('id')
    .where('series_id', '=', seriesId)
    .where('starts_at', '>', now())
    .orderBy('id')
    .forUpdate()
    .execute());

const selectComing = (trx: Database, seriesId: string) =>
  trx
    .selectFrom('occurrences')
    .select(['id', 'original_start as originalStart', 'starts_at as startsAt', 'ends_at as endsAt'])
    .select(['origin', 'state', 'capacity', 'taken', 'waiting', 'moved', 'resized'])
    .select('place_name as placeName')
    .select(IN_USE.as('inUse'))
    .where('series_id', '=', seriesId)
    .where('starts_at', '>', now())
    .where('origin', 'in', ['rule', 'kept'])
    .orderBy('id')
    // What the table's key and CHECK constraints hold.
    .$narrowType<Pick<ComingDate, 'id' | 'origin' | 'state'>>();

/** Future dates of the rules. */
export const listComing = (trx: Database, seriesId: string): Promise<ComingDate[]> =>
  selectComing(trx, seriesId).execute();

/** The same, held likewise. */
export const lockComing = (trx: Database, seriesId: string): Promise<ComingDate[]> =>
  selectComing(trx, seriesId).forUpdate().execute();

/** Starts that have a row already, by the identity they keep: over or coming, by rule or by hand. */
export const listOriginals = async (trx: Database, seriesId: string): Promise<Date[]> =>
  (
    await trx
      .selectFrom('occurrences')
      .select('original_start')
      .where('series_id', '=', seriesId)
      .where('original_start', '>', later(now(), -days(60)))
      .execute()
  ).map((row) => row.original_start);

/** A change that nobody who follows the date need hear of: its sequence stays. */
export const setUnannounced = async (
  trx: Database,
  id: string,
  to: Updateable<DB['occurrences']>,
): Promise<void> =>
  void (await trx.updateTable('occurrences').set(to).where('id', '=', id).execute());

export const deleteOccurrence = async (trx: Database, id: string): Promise<void> =>
  void (await trx.deleteFrom('occurrences').where('id', '=', id).execute());

/** Of a series that is online from now on: its coming dates have no place that would be another. */
export const leaveOtherPlaces = async (trx: Database, seriesId: string): Promise<void> =>
  void (await trx
    .updateTable('occurrences')
    .set({ place_name: null, place_code5: null })
    .where('series_id', '=', seriesId)
    .where('starts_at', '>', now())
    .where('place_name', 'is not', null)
    .execute());

export const deleteComing = async (trx: Database, seriesId: string): Promise<void> =>
  void (await trx
    .deleteFrom('occurrences')
    .where('series_id', '=', seriesId)
    .where('starts_at', '>', now())
    .where(sql<boolean>`not ${IN_USE}`)
    .execute());

export const cancelComing = (trx: Database, seriesId: string, reason: string) =>
  trx
    .updateTable('occurrences')
    .set((eb) => ({
      state: 'cancelled',
      cancelled_reason: reason,
      sequence: eb('sequence', '+', 1),
      changed_at: now(),
    }))
    .where('series_id', '=', seriesId)
    .where('starts_at', '>', now())
    .where('state', '=', 'scheduled')
    .returning(COUNTED)
    .execute();

/** Its room was made: from now on it may be cancelled, never deleted. In the room's own transaction. */
export const noteEntered = async (trx: Database, id: string): Promise<void> =>
  void (await trx
    .updateTable('occurrences')
    .set({ entered: true })
    .where('id', '=', id)
    .where('entered', '=', false)
    .execute());

/** Published ones of these organisations that are not over, the next first. */
export const listComingIds = async (
  organisations: OrganisationId[],
  { until, limit }: { until?: Date | undefined; limit: number },
): Promise<string[]> => {
  const rows = await db
    .selectFrom('occurrences as o')
    .innerJoin('series as s', 's.id', 'o.series_id')
    .select('o.id')
    .where('s.organisation_id', 'in', organisations)
    .where('s.state', '=', 'published')
    .where('o.ends_at', '>', now())
    .$if(until !== undefined, (query) => query.where('o.starts_at', '<', until ?? now()))
    .orderBy('o.starts_at')
    .orderBy('o.id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
};

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
