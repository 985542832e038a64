/** Rows of dates that are still to come: those of one series, and what organisations have coming. */
import type { OrganisationId } from '#accounts';
import { days, later, now } from '#platform/clock';
import type { Insertable } from 'kysely';
import { db, sql, type Database, type DB } from '#platform/db';
import type { ComingDate } from './date-fates.ts';
import { COUNTED, IN_USE } from './occurrence-queries.server.ts';

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

/** Of a series that is online from now on: its coming dates have no place that would be another. */
export const leaveOtherPlaces = async (trx: Database, seriesId: string): Promise<void> =>
  void (await trx
    .updateTable('occurrences')
    .set({ place_name: null, place_code5: null, untold: true })
    .where('series_id', '=', seriesId)
    .where('starts_at', '>', now())
    .where('place_name', 'is not', null)
    .execute());

/** Before the series is written: whoever holds a date at its usual place is to hear where that is from then on. */
export const markIfElsewhere = async (
  trx: Database,
  seriesId: string,
  { format, code5, place_name, place_address }: Whereabouts,
): Promise<void> =>
  void (await trx
    .updateTable('occurrences')
    .set({ untold: true })
    .where('series_id', '=', seriesId)
    .where('starts_at', '>', now())
    .where('state', '=', 'scheduled')
    .where('place_name', 'is', null)
    .where(IN_USE)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('series as s')
          .select('s.id')
          .where('s.id', '=', seriesId)
          .where(
            sql<boolean>`(s.format, s.code5, s.place_name, s.place_address)
              is distinct from (${format}, ${code5}, ${place_name}, ${place_address})`,
          ),
      ),
    )
    .execute());

type Whereabouts = Pick<
  Insertable<DB['series']>,
  'format' | 'code5' | 'place_name' | 'place_address'
>;

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
      untold: true,
    }))
    .where('series_id', '=', seriesId)
    .where('starts_at', '>', now())
    .where('state', '=', 'scheduled')
    .returning(COUNTED)
    .execute();

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
