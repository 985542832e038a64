import type { AccountId, OrganisationId, Role } from '#accounts';
import { later, minutes } from '#platform/clock';
import { db, sql, type Database, type DB } from '#platform/db';
import type { Insertable } from 'kysely';
import { z } from 'zod';
import type { AuditEntry, Member, OrganisationKind, OrganisationRecord } from './index.ts';

const selectOrganisations = (trx: Database = db) =>
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
      'verified_at',
      'demonstration',
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof selectOrganisations>['executeTakeFirstOrThrow']>>;

const recordOf = (row: Row): OrganisationRecord => ({
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
  verified: row.verified_at !== null,
  demonstration: row.demonstration,
});

/** Any organisation, public or not yet; text that is no id finds none. */
export async function findOrganisation(id: string): Promise<OrganisationRecord | undefined> {
  if (!z.guid().safeParse(id).success) return undefined;
  const row = await selectOrganisations().where('id', '=', id).executeTakeFirst();
  return row && recordOf(row);
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

export async function insertAct(
  act: {
    accountId: AccountId | null;
    organisationId: OrganisationId | null;
    act: string;
    subject: string;
    at: Date;
  },
  trx: Database,
): Promise<void> {
  await trx
    .insertInto('audit_entries')
    .values({
      at: act.at,
      account_id: act.accountId,
      organisation_id: act.organisationId,
      act: act.act,
      subject: act.subject,
    })
    .execute();
}

const LOOKED_THROUGH = 200;
const SAID_ONCE_IN_MS = minutes(10);

/**
 * Nothing is written where there is no such organisation. The same try again and again stands there once in ten minutes:
 * nobody can fill another's log, or push out of sight what it says.
 */
export async function insertActIfKnown(
  act: {
    accountId: AccountId;
    organisationId: OrganisationId;
    act: string;
    subject: string;
    at: Date;
  },
  trx: Database,
): Promise<void> {
  await sql`
    insert into audit_entries (at, account_id, organisation_id, act, subject)
    select ${act.at}, ${act.accountId}, id, ${act.act}, ${act.subject}
    from organisations where id = ${act.organisationId} and not exists (
      select from (
        select at, account_id, act, subject from audit_entries where organisation_id = ${act.organisationId}
        order by id desc limit ${LOOKED_THROUGH}) as said
      where account_id = ${act.accountId} and act = ${act.act} and subject = ${act.subject}
        and at > ${later(act.at, -SAID_ONCE_IN_MS)})`.execute(trx);
}

export async function actsIn(organisationId: OrganisationId, limit: number): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit_entries')
    .leftJoin('accounts', 'accounts.id', 'audit_entries.account_id')
    .select(['at', 'display_name', 'act', 'subject'])
    .where('organisation_id', '=', organisationId)
    .orderBy('audit_entries.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    at: row.at,
    by: row.display_name,
    act: row.act,
    subject: row.subject,
  }));
}
