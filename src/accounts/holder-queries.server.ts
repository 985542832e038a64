/** Which accounts hold a role or a right; a viewer's own are asked by `hasRole` and `may`. */
import type { Database } from '#platform/db';
import {
  gives,
  ROLES,
  type AccountId,
  type OrganisationId,
  type Right,
  type Role,
} from './index.ts';

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

/** Who holds that right in an organisation now. */
export const accountsThatMay = async (
  trx: Database,
  right: Right,
  organisationId: OrganisationId,
): Promise<AccountId[]> =>
  (
    await trx
      .selectFrom('memberships')
      .select('account_id')
      .distinct()
      .where('organisation_id', '=', organisationId)
      .where(
        'role',
        'in',
        ROLES.filter((role) => gives(role, right)),
      )
      .execute()
  ).map(({ account_id }) => account_id as AccountId); // What the column refers to.
