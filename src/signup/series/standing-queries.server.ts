/** Who comes to every date of a series. */
import type { Insertable } from 'kysely';
import type { Pseudonym } from '#participants';
import { now } from '#platform/clock';
import { anyOf, db, sql, type Database, type DB } from '#platform/db';
import type { Details } from '../form/input.ts';
import { DATES_HELD_AHEAD, type Way } from '../places.ts';

export interface StandingDue extends Details {
  occurrenceId: string;
  pseudonym: Pseudonym;
}

/** Whoever stands there already stays as they are. */
export const insertStanding = async (
  trx: Database,
  row: Omit<Insertable<DB['standing_signups']>, 'number'>,
): Promise<void> =>
  void (await trx
    .insertInto('standing_signups')
    .values((eb) => ({
      ...row,
      // The dates are held: nobody else is numbered in this series meanwhile.
      number: eb
        .selectFrom('standing_signups')
        .where('series_id', '=', row.series_id)
        .select(sql<number>`coalesce(max(number), 0) + 1`.as('next')),
    }))
    .onConflict((conflict) => conflict.constraint('standing_signups_pkey').doNothing())
    .execute());

/** Whose it was, if any of these faces stood there. */
export async function deleteStanding(
  trx: Database,
  seriesId: string,
  faces: Pseudonym[],
): Promise<Pseudonym | undefined> {
  const row = await trx
    .deleteFrom('standing_signups')
    .where('series_id', '=', seriesId)
    .where((eb) => eb('pseudonym', '=', eb.fn.any(eb.val(faces))))
    .returning('pseudonym')
    .$narrowType<{ pseudonym: Pseudonym }>()
    .executeTakeFirst();
  return row?.pseudonym;
}

export const deleteStandingOfEnded = async (): Promise<void> =>
  void (await db
    .deleteFrom('standing_signups as t')
    .using('series as s')
    .whereRef('s.id', '=', 't.series_id')
    .where('s.state', '=', 'ended')
    .execute());

/** Of the next few of its series; in terms of `occurrences o`. */
const isNear = (at: Date) => sql<boolean>`(
  select count(*) from occurrences e
  where e.series_id = o.series_id and e.state = 'scheduled' and e.starts_at > ${at} and e.starts_at < o.starts_at
) < ${DATES_HELD_AHEAD}`;

/**
 * Who stands for these dates and has never held a place there, in the order in which they said so. Whoever gave one date
 * up has a row there and is not asked for again.
 */
export const listStandingDue = (trx: Database, occurrenceIds: string[]): Promise<StandingDue[]> =>
  trx
    .selectFrom('standing_signups as t')
    .innerJoin('occurrences as o', 'o.series_id', 't.series_id')
    .select(['o.id as occurrenceId', 't.pseudonym', 't.nickname', 't.party_size as partySize'])
    .select(['t.way', 't.message'])
    .where('o.id', '=', anyOf(occurrenceIds))
    .where(isNear(now()))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('signups as g')
            .select('g.id')
            .whereRef('g.occurrence_id', '=', 'o.id')
            .whereRef('g.pseudonym', '=', 't.pseudonym'),
        ),
      ),
    )
    .orderBy('t.number')
    // CHECK standing_signups_way
    .$narrowType<{ pseudonym: Pseudonym; way: Way }>()
    .execute();

/** Somebody who stands for a date: what decides there whether they may sit. */
export interface StoodFor {
  occurrenceId: string;
  pseudonym: Pseudonym;
  partySize: number;
  capacity: number | null;
  /** A first talk comes before it. */
  asks: boolean;
}

/** Whoever stands for a date that takes them at that moment, to a place or into its queue, and has never held a place there. */
export async function listStoodFor(at: Date): Promise<StoodFor[]> {
  const { rows } = await sql<StoodFor>`
    select o.id as "occurrenceId", t.pseudonym, t.party_size as "partySize", o.capacity,
      s.sign_up_policy = 'ask' as asks
    from standing_signups t join series s on s.id = t.series_id join occurrences o on o.series_id = s.id
    where s.state = 'published' and s.sign_up_policy <> 'none' and not s.all_dates and o.state = 'scheduled'
      and o.starts_at - make_interval(mins => s.sign_up_closes_minutes) > ${at}
      and (s.sign_up_opens_minutes is null
        or o.starts_at - make_interval(mins => s.sign_up_opens_minutes) <= ${at})
      and ${isNear(at)}
      and (o.capacity is null or o.taken + t.party_size <= o.capacity
        or o.starts_at - make_interval(mins => s.promotion_stops_minutes) > ${at})
      and not exists (
        select from signups g where g.occurrence_id = o.id and g.pseudonym = t.pseudonym)`.execute(
    db,
  );
  return rows;
}

/** What these faces stand for. */
export const listStandingsOf = (faces: Pseudonym[]) =>
  db
    .selectFrom('standing_signups as t')
    .innerJoin('series as s', 's.id', 't.series_id')
    .select(['t.series_id as seriesId', 's.title', 't.nickname'])
    .where((eb) => eb('t.pseudonym', '=', eb.fn.any(eb.val(faces))))
    .where('s.state', '=', 'published')
    .orderBy('t.number')
    .execute();

/** Dates where a face has held a place or given it up. */
export const listDatesKnownTo = async (
  trx: Database,
  pseudonym: Pseudonym,
  occurrenceIds: string[],
): Promise<Set<string>> => {
  const rows = await trx
    .selectFrom('signups')
    .select('occurrence_id')
    .where('pseudonym', '=', pseudonym)
    .where((eb) => eb('occurrence_id', '=', eb.fn.any(eb.val(occurrenceIds))))
    .execute();
  return new Set(rows.map((row) => row.occurrence_id));
};
