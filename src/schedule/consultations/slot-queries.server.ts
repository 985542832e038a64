/** Rows of one-to-one slots. */
import type { AccountId, OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import { db, sql, type Database, type DB } from '#platform/db';
import type { Insertable } from 'kysely';
import type { OccurrenceId } from '../occurrence.ts';
import { COUNTED, IN_USE } from '../occurrence-queries.server.ts';
import type { Laying } from './availability.ts';
import type { ComingSlot } from './slot-fates.ts';
import type { Slot } from './slots.ts';

/** Coming slots that the supporter's availability made and the supporter still holds; `held` in the order of `lockForSignUp`. */
export const listComingSlots = (
  trx: Database,
  { seriesId, accountId }: Laying,
  { held }: { held: boolean },
): Promise<ComingSlot[]> =>
  trx
    .selectFrom('occurrences')
    .select(['id', 'original_start as originalStart', 'starts_at as startsAt', 'ends_at as endsAt'])
    .select(['origin', 'state', 'capacity', 'taken', 'waiting', 'moved', 'resized'])
    .select(['cancelled_reason as cancelledReason', 'place_name as placeName'])
    .select(IN_USE.as('inUse'))
    .where('series_id', '=', seriesId)
    .where('supporter_account_id', '=', accountId)
    .where('stands_in_for', 'is', null)
    .where('starts_at', '>', now())
    .where('origin', 'in', ['rule', 'kept'])
    .orderBy('id')
    .$if(held, (query) => query.forUpdate())
    // What the table's key and CHECK constraints hold.
    .$narrowType<Pick<ComingSlot, 'id' | 'origin' | 'state'>>()
    .execute();

export const listTakenStarts = async (
  trx: Database,
  { seriesId, accountId }: Laying,
): Promise<Date[]> =>
  (
    await trx
      .selectFrom('occurrences')
      .select('original_start')
      .where('series_id', '=', seriesId)
      .where('laid_for', '=', accountId)
      .where('original_start', '>', now())
      .execute()
  ).map((row) => row.original_start);

/** A colleague stood in for it, and nobody holds it any more: nobody will come. */
const GIVEN_BACK = sql<boolean>`(stands_in_for is not null and origin = 'kept' and taken + waiting = 0)`;

/** Coming ones that are given back, locked; `accountId`: at which this account would listen. */
export const lockGivenBack = (trx: Database, accountId?: AccountId) =>
  trx
    .selectFrom('occurrences')
    .select(['id', IN_USE.as('inUse')])
    .where('kind', '=', 'peer_consultation')
    .where('state', '=', 'scheduled')
    .where('starts_at', '>', now())
    .where(GIVEN_BACK)
    .$if(accountId !== undefined, (query) =>
      query.where('supporter_account_id', '=', accountId ?? null),
    )
    .orderBy('id')
    .forUpdate()
    .execute();

/** Everything else that the supporter is to be at, wherever that is. */
export async function listOtherSlots(
  trx: Database,
  { seriesId, accountId }: Laying,
  except: string[],
): Promise<(Slot & { here: boolean })[]> {
  const rows = await trx
    .selectFrom('occurrences')
    .select(['id', 'series_id', 'starts_at as startsAt', 'ends_at as endsAt'])
    .where('supporter_account_id', '=', accountId)
    .where('state', '=', 'scheduled')
    .where('ends_at', '>', now())
    .where(sql<boolean>`not ${GIVEN_BACK}`)
    .execute();
  return rows
    .filter(({ id }) => !except.includes(id))
    .map(({ series_id, startsAt, endsAt }) => ({ startsAt, endsAt, here: series_id === seriesId }));
}

/** Those that are there already stay. */
export const insertSlotRows = (trx: Database, rows: Insertable<DB['occurrences']>[]) =>
  trx
    .insertInto('occurrences')
    .values(rows)
    .onConflict((conflict) => conflict.constraint('occurrences_identity').doNothing())
    .returning(COUNTED)
    .execute();

/** All coming slots of a supporter at an organisation, locked, with how many hold or wait for each. */
export const lockComingOf = (
  trx: Database,
  of: { accountId: AccountId; organisationId: OrganisationId },
) =>
  trx
    .selectFrom('occurrences as o')
    .innerJoin('series as s', 's.id', 'o.series_id')
    .select(['o.id', 'o.taken', 'o.waiting'])
    .select(IN_USE.as('inUse'))
    .where('s.organisation_id', '=', of.organisationId)
    .where('o.supporter_account_id', '=', of.accountId)
    .where('o.state', '=', 'scheduled')
    .where('o.starts_at', '>', now())
    .orderBy('o.id')
    .forUpdate('o')
    .execute();

export interface OwnSlot {
  id: OccurrenceId;
  seriesId: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  taken: number;
  /** Somebody holds it outside the availability. */
  kept: boolean;
  /** The name of whoever the supporter stands in for. */
  standsInFor: string | null;
}

/** What the supporter is to be at for these organisations, in order. */
export const listOwnSlots = (
  accountId: string,
  organisations: OrganisationId[],
): Promise<OwnSlot[]> =>
  db
    .selectFrom('occurrences as o')
    .innerJoin('series as s', 's.id', 'o.series_id')
    .leftJoin('accounts as f', 'f.id', 'o.stands_in_for')
    .select(['o.id', 'o.series_id as seriesId', 's.title', 'o.taken'])
    .select(['o.starts_at as startsAt', 'o.ends_at as endsAt', 'f.display_name as standsInFor'])
    .select((eb) => eb('o.origin', '=', 'kept').$castTo<boolean>().as('kept'))
    .where('o.supporter_account_id', '=', accountId)
    .where((eb) => eb('s.organisation_id', '=', eb.fn.any(eb.val(organisations))))
    .where('o.state', '=', 'scheduled')
    .where('o.ends_at', '>', now())
    // A slot kept for whoever holds it is nobody's once they have given it back.
    .where((eb) => eb.or([eb('o.origin', '<>', 'kept'), eb('o.taken', '>', 0)]))
    .orderBy('o.starts_at')
    .orderBy('o.id')
    .$narrowType<{ id: OccurrenceId }>()
    .execute();

/** As `closesAt` says it. */
const CLOSES_AT = sql<Date>`o.starts_at
  - make_interval(mins => greatest(s.sign_up_closes_minutes, v.notice_minutes))`;

/** Coming slots of a consultation that somebody could still take, soonest first. */
export const listFreeIds = async (seriesId: string, limit: number): Promise<string[]> =>
  (
    await db
      .selectFrom('occurrences as o')
      .innerJoin('series as s', 's.id', 'o.series_id')
      .leftJoin('availabilities as v', (join) =>
        join
          .onRef('v.series_id', '=', 'o.series_id')
          .onRef('v.account_id', '=', 'o.supporter_account_id'),
      )
      .select('o.id')
      .where('o.series_id', '=', seriesId)
      .where('o.state', '=', 'scheduled')
      .where('o.origin', '<>', 'kept')
      .where('o.taken', '=', 0)
      .where(CLOSES_AT, '>', now())
      .orderBy('o.starts_at')
      .orderBy('o.id')
      .limit(limit)
      .execute()
  ).map(({ id }) => id);
