/** Rows of slots that another supporter takes over. */
import type { AccountId, OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import { db, type Database } from '#platform/db';
import { isId } from '#platform/id';
import { calledOf } from './slot-rows.ts';

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

/** Held until the transaction ends. */
export async function lockSlot(trx: Database, id: string) {
  if (!isId(id)) return undefined;
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
    .selectFrom('availabilities')
    .select('nickname')
    .where('series_id', '=', seriesId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return calledOf(row?.nickname);
}
