/** Windows of organisations, and who works there, by the names colleagues know them by. */
import type { OrganisationId } from '#accounts';
import { anyOf, type Database } from '#platform/db';
import type { LocalDate } from '#platform/tokyo';
import { SHIFT_ROLES, type ShiftRole } from '../shift.ts';

export interface MemberAt {
  accountId: string;
  login: string;
  name: string;
  roles: ShiftRole[];
}

/** Any member may sit at reception. */
export async function membersAt(db: Database, organisationId: OrganisationId): Promise<MemberAt[]> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .select(['account_id', 'login', 'display_name'])
    .select((eb) => eb.fn.agg<string[]>('array_agg', ['memberships.role']).as('roles'))
    .where('organisation_id', '=', organisationId)
    .where('disabled_at', 'is', null)
    .groupBy(['account_id', 'login', 'display_name'])
    .orderBy('display_name')
    .execute();
  return rows.map(({ account_id, login, display_name, roles }) => ({
    accountId: account_id,
    login,
    name: display_name,
    roles: SHIFT_ROLES.filter((role) => role === 'reception' || roles.includes(role)),
  }));
}

export const windowsOf = (
  db: Database,
  organisationIds: OrganisationId[],
  today: LocalDate,
): Promise<{ id: string; name: string; organisationId: OrganisationId }[]> =>
  db
    .selectFrom('windows')
    // Of those asked for, which the column refers to.
    .select((eb) => [
      'id',
      'name',
      eb.ref('organisation_id').$castTo<OrganisationId>().as('organisationId'),
    ])
    .where('organisation_id', '=', anyOf(organisationIds))
    .where((eb) => eb.or([eb('ended_on', 'is', null), eb('ended_on', '>', today)]))
    .orderBy('name')
    .execute();
