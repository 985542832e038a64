/** Which accounts hold a role or a right; a viewer's own are asked by `hasRole` and `may`. */
import type { Database } from '#platform/db';
import type { AccountId, Membership, OrganisationId, Role } from './index.ts';

/** Whether somebody else than the viewer holds a role; the viewer's own are asked by `hasRole`. */
export async function accountHasRole(
  trx: Database,
  { accountId, organisationId, role }: { accountId: string; organisationId: string; role: Role },
): Promise<boolean> {
  const membership = await trx
    .selectFrom('memberships')
    .select('role')
    .where('organisation_id', '=', organisationId)
    .where('account_id', '=', accountId)
    .where('role', '=', role)
    .executeTakeFirst();
  return membership !== undefined;
}

/** Who runs the site. */
export const operatorAccounts = async (trx: Database): Promise<AccountId[]> =>
  (
    await trx
      .selectFrom('accounts')
      .select('id')
      .where('operator', '=', true)
      .where('disabled_at', 'is', null)
      .execute()
  ).map(({ id }) => id as AccountId);

/** Who coordinates a prefecture. */
export const coordinatorsOf = async (trx: Database, prefCode: string): Promise<AccountId[]> =>
  (
    await trx
      .selectFrom('accounts')
      .select('id')
      .where('coordinates_pref_code', '=', prefCode)
      .where('disabled_at', 'is', null)
      .execute()
  ).map(({ id }) => id as AccountId);

/** Who holds which role in these organisations now. */
export const membersOf = async (
  trx: Database,
  organisationIds: OrganisationId[],
): Promise<(Membership & { accountId: AccountId })[]> =>
  (
    await trx
      .selectFrom('memberships')
      .select(['organisation_id', 'account_id', 'role'])
      .where((eb) => eb('organisation_id', '=', eb.fn.any(eb.val(organisationIds))))
      .execute()
  ).map((row) => ({
    organisationId: row.organisation_id as OrganisationId,
    accountId: row.account_id as AccountId,
    // Held by the constraint memberships_role.
    role: row.role as Role,
  }));
