/** Where an account belongs, and where nobody but it is an admin. */
import type { AccountId, OrganisationId } from '#accounts';
import { sql, type Database } from '#platform/db';

export async function organisationsWith(
  trx: Database,
  accountId: AccountId,
): Promise<OrganisationId[]> {
  const rows = await trx
    .selectFrom('memberships')
    .select('organisation_id as id')
    .distinct()
    .where('account_id', '=', accountId)
    .orderBy('organisation_id')
    .execute();
  return rows.map(({ id }) => id as OrganisationId);
}

export async function organisationsRunAloneBy(
  trx: Database,
  accountId: AccountId,
): Promise<{ id: OrganisationId; name: string }[]> {
  const { rows } = await sql<{ id: OrganisationId; name: string }>`
    select o.id, o.name from organisations o join memberships mine on mine.organisation_id = o.id
    where mine.account_id = ${accountId} and mine.role = 'admin' and not exists (
      select from memberships m join accounts a on a.id = m.account_id
      where m.organisation_id = o.id and m.role = 'admin' and m.account_id <> ${accountId} and a.disabled_at is null)
    order by o.name`.execute(trx);
  return rows;
}
