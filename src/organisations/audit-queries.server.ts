/** Rows of the log. */
import type { AccountId, OrganisationId } from '#accounts';
import { later, minutes } from '#platform/clock';
import { db, sql, type Database } from '#platform/db';
import type { AuditEntry } from './index.ts';

export interface Act {
  organisationId: OrganisationId | null;
  /** A stable English word: `roster.read`, `occurrence.cancelled`. */
  act: string;
  /** What it was done to, by kind and id: never a name or a text of a person. */
  subject: string;
  /** Whom it is about, where they must not learn of it though they read the log. */
  keptFrom?: AccountId | null;
}

export async function insertActs(
  { accountId, acts, at }: { accountId: AccountId | null; acts: Act[]; at: Date },
  trx: Database,
): Promise<void> {
  if (acts.length === 0) return;
  const rows = acts.map(({ organisationId, act, subject, keptFrom = null }) => ({
    ...{ at, account_id: accountId, act, subject },
    ...{ organisation_id: organisationId, kept_from: keptFrom },
  }));
  await trx.insertInto('audit_entries').values(rows).execute();
}

const LOOKED_BACK = minutes(10);
const MOST_REFUSALS = 20;

interface Try {
  accountId: AccountId;
  act: string;
  subject: string;
  at: Date;
}

/** The tries of an account of late: how many, and how often this very one. */
const lately = ({ accountId, act, subject, at }: Try) => sql`
  select count(*) as tries, count(*) filter (where act = ${act} and subject = ${subject}) as same
  from audit_entries
  where account_id = ${accountId} and act like '%.refused' and at > ${later(at, -LOOKED_BACK)}`;

/**
 * Nothing is written where there is no such organisation. In ten minutes the same try stands there once, and twenty of
 * one account: nobody can fill another's log, or push out of sight what it says.
 */
export async function insertRefusal(
  tried: Try & { organisationId: OrganisationId },
  trx: Database,
): Promise<void> {
  const { accountId, organisationId, act, subject, at } = tried;
  await sql`
    insert into audit_entries (at, account_id, organisation_id, act, subject)
    select ${at}, ${accountId}, organisations.id, ${act}, ${subject}
    from organisations
      cross join lateral (${lately(tried)} and organisation_id = organisations.id) as said
    where organisations.id = ${organisationId} and same = 0 and tries < ${MOST_REFUSALS}`.execute(
    trx,
  );
}

/** The same of the site itself, which is nobody's organisation. */
export async function insertRefusalOfSite(tried: Try, trx: Database): Promise<void> {
  const { accountId, act, subject, at } = tried;
  await sql`
    insert into audit_entries (at, account_id, act, subject)
    select ${at}, ${accountId}, ${act}, ${subject}
    from (${lately(tried)} and organisation_id is null) as said
    where same = 0 and tries < ${MOST_REFUSALS}`.execute(trx);
}

/** What is kept in an organisation's log, but not from this reader. */
const readableIn = (organisationId: OrganisationId, reader: AccountId) =>
  db
    .selectFrom('audit_entries')
    .where('organisation_id', '=', organisationId)
    .where('kept_from', 'is distinct from', reader);

/** A page of the newest, from 1. */
export async function actsIn(
  organisationId: OrganisationId,
  reader: AccountId,
  { page, perPage }: { page: number; perPage: number },
): Promise<AuditEntry[]> {
  const rows = await readableIn(organisationId, reader)
    .leftJoin('accounts', 'accounts.id', 'audit_entries.account_id')
    .select(['at', 'display_name', 'act', 'subject'])
    .orderBy('audit_entries.id', 'desc')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute();
  return rows.map((row) => ({
    at: row.at,
    by: row.display_name,
    act: row.act,
    subject: row.subject,
  }));
}

export async function countActsIn(
  organisationId: OrganisationId,
  reader: AccountId,
): Promise<number> {
  const { count } = await readableIn(organisationId, reader)
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export const deleteActsBefore = async (at: Date): Promise<void> =>
  void (await db.deleteFrom('audit_entries').where('at', '<', at).execute());
