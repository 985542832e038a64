/** Rows of who appears on an organisation's page; only those who still belong to it. */
import type { AccountId, OrganisationId } from '#accounts';
import { db, type Database } from '#platform/db';
import type { ShownPerson } from './page.ts';

export const listShownPeople = (organisationId: OrganisationId): Promise<ShownPerson[]> =>
  db
    .selectFrom('organisation_people as p')
    .innerJoin('accounts as a', 'a.id', 'p.account_id')
    .select(['p.nickname', 'p.words'])
    .where('p.organisation_id', '=', organisationId)
    .where('a.disabled_at', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('memberships as m')
          .select('m.role')
          .whereRef('m.organisation_id', '=', 'p.organisation_id')
          .whereRef('m.account_id', '=', 'p.account_id'),
      ),
    )
    .orderBy('p.consented_at')
    .execute();

export const findShownPerson = (
  organisationId: OrganisationId,
  accountId: AccountId,
): Promise<ShownPerson | undefined> =>
  db
    .selectFrom('organisation_people')
    .select(['nickname', 'words'])
    .where('organisation_id', '=', organisationId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();

export const writeShownPerson = async (
  trx: Database,
  row: { organisationId: OrganisationId; accountId: AccountId; at: Date } & ShownPerson,
): Promise<void> =>
  void (await trx
    .insertInto('organisation_people')
    .values({
      organisation_id: row.organisationId,
      account_id: row.accountId,
      nickname: row.nickname,
      words: row.words,
      consented_at: row.at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'account_id'])
        .doUpdateSet({ nickname: row.nickname, words: row.words }),
    )
    .execute());

export const deleteShownPerson = async (
  trx: Database,
  organisationId: OrganisationId,
  accountId: AccountId,
): Promise<void> =>
  void (await trx
    .deleteFrom('organisation_people')
    .where('organisation_id', '=', organisationId)
    .where('account_id', '=', accountId)
    .execute());
