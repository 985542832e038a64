/** Entries that an applicant may be, and what of its own becomes theirs. */
import type { AccountId, OrganisationId, Role } from '#accounts';
import { db, sql, type Database } from '#platform/db';
import { isId } from '#platform/id';
import type { Application } from './application.ts';
import type { OrganisationRecord } from './index.ts';
import { recordOf, selectOrganisations } from './queries.server.ts';

/** Listed, and nobody of theirs signs in: the demonstration's people are nobody's. */
const selectClaimable = (trx: Database) =>
  selectOrganisations(trx)
    .where('standing', '=', 'listed')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('memberships')
            .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
            .select('memberships.role')
            .whereRef('memberships.organisation_id', '=', 'organisations.id')
            .where('accounts.demonstration', '=', false),
        ),
      ),
    );

/** An entry that an organisation may say it is; for any other text none, hidden and self-run ones among them. */
export async function findClaimable(id: string | null): Promise<OrganisationRecord | undefined> {
  if (!isId(id)) return undefined;
  const row = await selectClaimable(db).where('id', '=', id).executeTakeFirst();
  return row && recordOf(row);
}

/** Nobody else takes it over until the transaction ends; undefined once somebody has. */
export async function lockClaimable(
  trx: Database,
  id: string,
): Promise<OrganisationId | undefined> {
  if (!isId(id)) return undefined;
  const row = await selectClaimable(trx)
    .where('id', '=', id)
    .forUpdate('organisations')
    .executeTakeFirst();
  return row?.id as OrganisationId | undefined;
}

const MOST_ENTRIES = 5;

/** The entry it says it is, then those that bear its name, its own area before others. */
export async function listEntriesFor({
  organisation: { name, code5 },
  claims,
}: Pick<Application, 'organisation' | 'claims'>): Promise<OrganisationRecord[]> {
  const claimed = sql<boolean>`coalesce(id = ${claims?.id ?? null}::uuid, false)`;
  const rows = await selectClaimable(db)
    .where((eb) => eb.or([claimed, eb('search_text', '=', sql<string>`searchable(${name})`)]))
    .orderBy(claimed, 'desc')
    .orderBy(sql`code5 is not distinct from ${code5}`, 'desc')
    .orderBy('id')
    .limit(MOST_ENTRIES)
    .execute();
  return rows.map(recordOf);
}

/** Whether the name an applicant asks for is that of an entry in the same place. */
export async function bearsNameOfEntry(id: string): Promise<boolean> {
  const row = await selectClaimable(db)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('organisations as applicant')
          .select('applicant.id')
          .where('applicant.id', '=', id)
          .whereRef('applicant.name', '=', 'organisations.name')
          .whereRef('applicant.pref_code', 'is not distinct from', 'organisations.pref_code')
          .whereRef('applicant.code5', 'is not distinct from', 'organisations.code5'),
      ),
    )
    .executeTakeFirst();
  return row !== undefined;
}

export async function rolesIn(
  trx: Database,
  organisationId: OrganisationId,
): Promise<Map<AccountId, Role[]>> {
  const rows = await trx
    .selectFrom('memberships')
    .select(['account_id', 'role'])
    .where('organisation_id', '=', organisationId)
    .orderBy('account_id')
    .$narrowType<{ account_id: AccountId; role: Role }>() // CHECK memberships_role
    .execute();
  const roles = new Map<AccountId, Role[]>();
  for (const { account_id, role } of rows)
    roles.set(account_id, [...(roles.get(account_id) ?? []), role]);
  return roles;
}

/** The entry that an applicant became, as the log tells: its own row has gone. */
export async function becameEntry(id: string): Promise<OrganisationId | undefined> {
  if (!isId(id)) return undefined;
  const row = await db
    .selectFrom('audit_entries')
    .select('organisation_id')
    .where('act', '=', 'entry.taken_over')
    .where('subject', '=', `organisation:${id}`)
    .executeTakeFirst();
  return row?.organisation_id as OrganisationId | undefined;
}

const GO_OVER = ['organisation_people', 'portrait_consents', 'invitations', 'audit_entries'];

/**
 * The entry is what the applicant was, under the entry's id; the applicant's row goes. Whatever still hangs on that row
 * by then either goes with it (its memberships) or refuses, so that nothing is lost unseen.
 */
export async function becomeEntry(
  trx: Database,
  { from, to }: { from: OrganisationId; to: OrganisationId },
): Promise<void> {
  await trx.deleteFrom('organisation_people').where('organisation_id', '=', to).execute();
  for (const table of GO_OVER)
    await sql`update ${sql.table(table)} set organisation_id = ${to}
      where organisation_id = ${from}`.execute(trx);
  await trx.deleteFrom('application_checks').where('organisation_id', '=', from).execute();
  await trx
    .updateTable('applications')
    .set({ organisation_id: to, claims: null })
    .where('organisation_id', '=', from)
    .execute();
  await sql`
    with applicant as (delete from organisations where id = ${from} returning *)
    update organisations entry set
      name = applicant.name, kind = applicant.kind, pref_code = applicant.pref_code, code5 = applicant.code5,
      summary = applicant.summary, url = applicant.url,
      source_url = applicant.source_url, source_date = applicant.source_date,
      face = applicant.face, message = applicant.message, message_by = applicant.message_by,
      wants_approval = applicant.wants_approval, approval_ended_by = applicant.approval_ended_by,
      approval_end_asked_by = applicant.approval_end_asked_by,
      approval_end_asked_at = applicant.approval_end_asked_at, demonstration = applicant.demonstration
    from applicant where entry.id = ${to}`.execute(trx);
}
