/** Rows of organisations as far as they say whether two people decide there. */
import type { AccountId, OrganisationId } from '#accounts';
import { db, type Database } from '#platform/db';

/** Held against others who change it until the transaction ends. */
export const lockApproval = (trx: Database, id: OrganisationId) =>
  trx
    .selectFrom('organisations')
    .select(['wants_approval as wantsApproval', 'approval_end_asked_by as askedBy'])
    .where('id', '=', id)
    .$narrowType<{ askedBy: AccountId | null }>()
    .forNoKeyUpdate()
    .executeTakeFirst();

/** Who asks that it ends, as it stands at this moment. */
export async function findAsker(
  trx: Database,
  id: OrganisationId,
): Promise<AccountId | null | undefined> {
  const row = await trx
    .selectFrom('organisations')
    .select('approval_end_asked_by as askedBy')
    .where('id', '=', id)
    .where('wants_approval', '=', true)
    .$narrowType<{ askedBy: AccountId | null }>()
    .executeTakeFirst();
  return row?.askedBy;
}

/** A question of somebody who is no admin there any more is none. */
export async function endsAskedIn(ids: OrganisationId[]): Promise<
  {
    organisationId: OrganisationId;
    organisation: string;
    askedBy: AccountId;
    by: string;
    at: Date;
  }[]
> {
  if (ids.length === 0) return [];
  return (
    db
      .selectFrom('organisations as o')
      .innerJoin('accounts as a', 'a.id', 'o.approval_end_asked_by')
      .innerJoin('memberships as m', (join) =>
        join.onRef('m.account_id', '=', 'a.id').onRef('m.organisation_id', '=', 'o.id'),
      )
      .select(['o.id as organisationId', 'o.name as organisation', 'a.display_name as by'])
      .select(['a.id as askedBy', 'o.approval_end_asked_at as at'])
      .where('o.id', 'in', ids)
      .where('o.wants_approval', '=', true)
      .where('m.role', '=', 'admin')
      .orderBy('o.approval_end_asked_at')
      // CHECK organisations_approval_end_asked: who asked did so at a time.
      .$narrowType<{ organisationId: OrganisationId; askedBy: AccountId; at: Date }>()
      .execute()
  );
}
