import type { OrganisationId, Role } from '#accounts';
import { db, sql, type Database, type DB } from '#platform/db';
import { isId } from '#platform/id';
import type { Insertable, Updateable } from 'kysely';
import type { Member, OrganisationKind, OrganisationRecord } from './index.ts';
import type { OrganisationFace } from './page.ts';
import type { Standing } from './standing.ts';

export const selectOrganisations = (trx: Database = db) =>
  trx
    .selectFrom('organisations')
    .select([
      'id',
      'name',
      'kind',
      'pref_code',
      'code5',
      'summary',
      'url',
      'source_url',
      'source_date',
      'standing',
      'shown',
      'wants_approval',
      'face',
      'message',
      'message_by',
      'verified_at',
      'demonstration',
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof selectOrganisations>['executeTakeFirstOrThrow']>>;

export const recordOf = (row: Row): OrganisationRecord => ({
  id: row.id as OrganisationId,
  name: row.name,
  // The column's CHECK admits only ORGANISATION_KINDS.
  kind: row.kind as OrganisationKind,
  prefCode: row.pref_code,
  code5: row.code5,
  summary: row.summary,
  url: row.url,
  sourceUrl: row.source_url,
  sourceDate: row.source_date,
  // So does organisations_standing.
  standing: row.standing as Standing,
  shown: row.shown,
  verifiedAt: row.verified_at,
  wantsApproval: row.wants_approval,
  face: row.face as OrganisationFace | null,
  message: row.message,
  messageBy: row.message_by,
  demonstration: row.demonstration,
});

/** Any organisation, public or not yet; text that is no id finds none. */
export async function findOrganisation(id: string): Promise<OrganisationRecord | undefined> {
  if (!isId(id)) return undefined;
  const row = await selectOrganisations().where('id', '=', id).executeTakeFirst();
  return row && recordOf(row);
}

/** Whether everybody may see what is of it, and whether two people decide that; stays so until the transaction ends. */
export const holdPublishing = (trx: Database, id: string) =>
  trx
    .selectFrom('organisations')
    .select(['shown', 'wants_approval as wantsApproval'])
    .where('id', '=', id)
    .forKeyShare()
    .executeTakeFirst();

const MOST_NAMES = 500;

/** Names of organisations that everybody sees, to choose from while typing. */
export async function shownNames(): Promise<string[]> {
  const rows = await db
    .selectFrom('organisations')
    .select('name')
    .distinct()
    .where('shown', '=', true)
    .orderBy('name')
    .limit(MOST_NAMES)
    .execute();
  return rows.map(({ name }) => name);
}

export async function organisationsIn(ids: string[]): Promise<OrganisationRecord[]> {
  if (ids.length === 0) return [];
  const rows = await selectOrganisations().where('id', 'in', ids).orderBy('name').execute();
  return rows.map(recordOf);
}

export async function insertOrganisation(
  row: Insertable<DB['organisations']>,
  trx: Database,
): Promise<OrganisationId> {
  const { id } = await trx
    .insertInto('organisations')
    .values(row)
    .returning('id')
    .executeTakeFirstOrThrow();
  return id as OrganisationId;
}

export const updateOrganisation = async (
  trx: Database,
  id: OrganisationId,
  row: Updateable<DB['organisations']>,
): Promise<void> =>
  void (await trx.updateTable('organisations').set(row).where('id', '=', id).execute());

export async function membersIn(organisationId: OrganisationId): Promise<Member[]> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .select([
      'accounts.id',
      'accounts.display_name',
      sql<string[]>`array_agg(memberships.role order by memberships.role)`.as('roles'),
    ])
    .where('organisation_id', '=', organisationId)
    .where('accounts.disabled_at', 'is', null)
    .groupBy(['accounts.id', 'accounts.display_name'])
    .orderBy('accounts.display_name')
    .execute();
  return rows.map((row) => ({
    accountId: row.id,
    displayName: row.display_name,
    roles: row.roles as Role[],
  }));
}
