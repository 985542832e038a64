/** Rows of one-to-one slots. */
import type { AccountId, OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import { db, type Database, type DB } from '#platform/db';
import type { Insertable } from 'kysely';
import { z } from 'zod';
import type { OccurrenceId } from '../occurrence.ts';
import { COUNTED, IN_USE } from '../occurrence-queries.server.ts';
import type { ComingDate } from '../revision.ts';
import type { Slot } from './slots.ts';

interface Laid {
  seriesId: string;
  accountId: string;
}

/** Coming slots that the supporter's availability made and the supporter still holds; `held` in the order of `holdOccurrences`. */
export const listComingSlots = (
  trx: Database,
  { seriesId, accountId }: Laid,
  { held }: { held: boolean },
): Promise<ComingDate[]> =>
  trx
    .selectFrom('occurrences')
    .select(['id', 'original_start as originalStart', 'starts_at as startsAt', 'ends_at as endsAt'])
    .select(['origin', 'state', 'capacity', 'taken', 'waiting', 'moved', 'resized'])
    .select(IN_USE.as('inUse'))
    .where('series_id', '=', seriesId)
    .where('supporter_account_id', '=', accountId)
    .where('stands_in_for', 'is', null)
    .where('starts_at', '>', now())
    .where('origin', 'in', ['rule', 'kept'])
    .orderBy('id')
    .$if(held, (query) => query.forUpdate())
    // What the table's key and CHECK constraints hold.
    .$narrowType<Pick<ComingDate, 'id' | 'origin' | 'state'>>()
    .execute();

export const listTakenStarts = async (
  trx: Database,
  { seriesId, accountId }: Laid,
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

/** Everything else that the supporter is to be at, wherever that is. */
export async function listOtherSlots(
  trx: Database,
  { seriesId, accountId }: Laid,
  except: string[],
): Promise<(Slot & { here: boolean })[]> {
  const rows = await trx
    .selectFrom('occurrences')
    .select(['id', 'series_id', 'starts_at as startsAt', 'ends_at as endsAt'])
    .where('supporter_account_id', '=', accountId)
    .where('state', '=', 'scheduled')
    .where('ends_at', '>', now())
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

/** Coming slots of a supporter at an organisation that nobody holds, locked; and those that somebody does. */
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

/** Coming slots that somebody holds though their supporter listens there no more. */
export const listUncovered = (organisations: OrganisationId[]) =>
  db
    .selectFrom('occurrences as o')
    .innerJoin('series as s', 's.id', 'o.series_id')
    .innerJoin('accounts as a', 'a.id', 'o.supporter_account_id')
    .select(['o.id', 's.title', 'o.starts_at as startsAt', 'o.ends_at as endsAt'])
    .select('a.display_name as supporter')
    .where((eb) => eb('s.organisation_id', '=', eb.fn.any(eb.val(organisations))))
    .where('o.state', '=', 'scheduled')
    .where('o.ends_at', '>', now())
    .where((eb) => eb('o.taken', '+', eb.ref('o.waiting')), '>', 0)
    .where((eb) =>
      eb.or([
        eb('a.disabled_at', 'is not', null),
        eb.not(
          eb.exists(
            eb
              .selectFrom('memberships as m')
              .select('m.role')
              .whereRef('m.organisation_id', '=', 's.organisation_id')
              .whereRef('m.account_id', '=', 'o.supporter_account_id')
              .where('m.role', '=', 'peer_supporter'),
          ),
        ),
      ]),
    )
    .orderBy('o.starts_at')
    .execute();

/** Coming slots of a consultation that somebody could still take, soonest first. */
export const listFreeIds = async (seriesId: string, limit: number): Promise<string[]> =>
  (
    await db
      .selectFrom('occurrences')
      .select('id')
      .where('series_id', '=', seriesId)
      .where('state', '=', 'scheduled')
      .where('taken', '=', 0)
      .where('starts_at', '>', now())
      .orderBy('starts_at')
      .orderBy('id')
      .limit(limit)
      .execute()
  ).map(({ id }) => id);

/** Held until the transaction ends. */
export async function lockSlot(trx: Database, id: string) {
  if (!z.uuid().safeParse(id).success) return undefined;
  return (
    trx
      .selectFrom('occurrences as o')
      .innerJoin('series as s', 's.id', 'o.series_id')
      .select(['o.id', 'o.series_id as seriesId', 'o.state', 'o.starts_at', 'o.ends_at'])
      .select(['o.taken', 'o.waiting', 'o.supporter_account_id', 'o.laid_for as laidFor'])
      .select('s.organisation_id')
      .where('o.id', '=', id)
      .where('o.kind', '=', 'peer_consultation')
      // occurrences_slot_has_supporter
      .$narrowType<{ supporter_account_id: AccountId; organisation_id: OrganisationId }>()
      .forUpdate('o')
      .executeTakeFirst()
  );
}

interface LockedSlot {
  organisation_id: OrganisationId;
  supporter_account_id: AccountId;
  starts_at: Date;
  ends_at: Date;
}

export const listColleagues = (trx: Database, slot: LockedSlot) =>
  trx
    .selectFrom('memberships as m')
    .innerJoin('accounts as a', 'a.id', 'm.account_id')
    .select(['a.id as accountId', 'a.display_name as name'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('occurrences as o')
            .select('o.id')
            .whereRef('o.supporter_account_id', '=', 'a.id')
            .where('o.state', '=', 'scheduled')
            .where('o.starts_at', '<', slot.ends_at)
            .where('o.ends_at', '>', slot.starts_at),
        )
        .$castTo<boolean>()
        .as('busy'),
    )
    .where('m.organisation_id', '=', slot.organisation_id)
    .where('m.role', '=', 'peer_supporter')
    .where('a.disabled_at', 'is', null)
    .where('a.id', '<>', slot.supporter_account_id)
    .orderBy('a.display_name')
    .orderBy('a.id')
    .execute();

/** The name that a supporter is called by at a consultation. */
export async function findNickname(
  trx: Database,
  seriesId: string,
  accountId: string,
): Promise<string> {
  const row = await trx
    .selectFrom('accounts as a')
    .leftJoin('availabilities as v', (join) =>
      join.onRef('v.account_id', '=', 'a.id').on('v.series_id', '=', seriesId),
    )
    .select(['a.display_name', 'v.nickname'])
    .where('a.id', '=', accountId)
    .executeTakeFirstOrThrow();
  return row.nickname || row.display_name;
}
