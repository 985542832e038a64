/** Rows of the log. */
import type { AccountId, OrganisationId } from '#accounts';
import { later, minutes } from '#platform/clock';
import { db, sql, type Database } from '#platform/db';
import type { AuditEntry } from './index.ts';

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

/** The same of the site itself, which is nobody's organisation. */
export const insertActOfSite = async (act: {
  accountId: AccountId;
  act: string;
  subject: string;
  at: Date;
}): Promise<void> =>
  void (await sql`
    insert into audit_entries (at, account_id, act, subject)
    select ${act.at}, ${act.accountId}, ${act.act}, ${act.subject}
    where not exists (
      select from audit_entries where organisation_id is null and account_id = ${act.accountId}
        and act = ${act.act} and subject = ${act.subject} and at > ${later(act.at, -SAID_ONCE_IN_MS)})`.execute(
    db,
  ));

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
