/** Rows of who stands by. What is shown is asked of the memberships each time: whoever left the organisation comes no more. */
import { STANDS_BY, type AccountId, type OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import { db, sql, type Database } from '#platform/db';
import { isId } from '#platform/id';
import type { OccurrenceId } from '../occurrence.ts';
import type { StandBy, StandByRequest } from './stand-by.ts';

/** What somebody stands by: one supporter's slots of a consultation, or one slot. */
export interface Stand {
  seriesId: string;
  supporterAccountId: string;
  occurrenceId: string | null;
}

const mayBeAsked = (account: string, organisation: string) => sql<boolean>`exists (
  select from memberships m join accounts a on a.id = m.account_id
  where m.account_id = ${sql.ref(account)} and m.organisation_id = ${sql.ref(organisation)}
    and m.role = any(${[...STANDS_BY]}) and a.disabled_at is null)`;

export const listCandidates = (trx: Database, organisationId: OrganisationId, except: string) =>
  trx
    .selectFrom('memberships as m')
    .innerJoin('accounts as a', 'a.id', 'm.account_id')
    .select(['a.id as accountId', 'a.display_name as name'])
    .distinct()
    .where('m.organisation_id', '=', organisationId)
    .where('m.role', 'in', [...STANDS_BY])
    .where('a.disabled_at', 'is', null)
    .where('a.id', '<>', except)
    .orderBy('a.display_name')
    .orderBy('a.id')
    .execute();

export async function findNamed(
  trx: Database,
  { seriesId, supporterAccountId, occurrenceId }: Stand,
): Promise<{ accountId: string; agreed: boolean } | null> {
  const row = await trx
    .selectFrom('stand_bys')
    .select(['account_id', 'agreed_at'])
    .where('series_id', '=', seriesId)
    .where('supporter_account_id', '=', supporterAccountId)
    .where('occurrence_id', occurrenceId === null ? 'is' : '=', occurrenceId)
    .executeTakeFirst();
  return row ? { accountId: row.account_id, agreed: row.agreed_at !== null } : null;
}

/** Asks somebody, in the place of whoever was named before; who is named already is not asked again. */
export const upsertStandBy = async (
  trx: Database,
  { seriesId, supporterAccountId, occurrenceId }: Stand,
  accountId: string,
): Promise<void> =>
  void (await sql`
    insert into stand_bys (series_id, supporter_account_id, occurrence_id, account_id, asked_at)
    values (${seriesId}, ${supporterAccountId}, ${occurrenceId}, ${accountId}, ${now()})
    on conflict on constraint stand_bys_once do update
      set account_id = excluded.account_id, asked_at = excluded.asked_at, agreed_at = null, nickname = ''
      where stand_bys.account_id <> excluded.account_id`.execute(trx));

export const deleteStandBy = async (
  trx: Database,
  { seriesId, supporterAccountId, occurrenceId }: Stand,
): Promise<void> =>
  void (await trx
    .deleteFrom('stand_bys')
    .where('series_id', '=', seriesId)
    .where('supporter_account_id', '=', supporterAccountId)
    .where('occurrence_id', occurrenceId === null ? 'is' : '=', occurrenceId)
    .execute());

/** Who can be called into a slot: who agreed for this one, else for all of its supporter's. */
export async function findStandBy(trx: Database, occurrenceId: string): Promise<StandBy | null> {
  if (!isId(occurrenceId)) return null;
  const { rows } = await sql<StandBy>`
    select b.account_id as "accountId", b.nickname from occurrences o
      join series s on s.id = o.series_id
      join stand_bys b on b.series_id = o.series_id and b.supporter_account_id = o.supporter_account_id
        and (b.occurrence_id is null or b.occurrence_id = o.id)
    where o.id = ${occurrenceId} and b.agreed_at is not null
      and ${mayBeAsked('b.account_id', 's.organisation_id')}
    order by b.occurrence_id nulls last limit 1`.execute(trx);
  return rows[0] ?? null;
}

/** What an account was asked, and has agreed to, where it may still be asked. */
export async function listRequests(accountId: AccountId): Promise<StandByRequest[]> {
  const { rows } = await sql<{
    id: string;
    title: string;
    supporter: string;
    nickname: string;
    occurrence_id: OccurrenceId | null;
    starts_at: Date | null;
  }>`
    select b.id, s.title, p.display_name as supporter, b.nickname, b.occurrence_id, o.starts_at
    from stand_bys b
      join series s on s.id = b.series_id
      join accounts p on p.id = b.supporter_account_id
      left join occurrences o on o.id = b.occurrence_id
    where b.account_id = ${accountId} and s.state = 'published' and (o.id is null or o.ends_at > ${now()})
      and ${mayBeAsked('b.account_id', 's.organisation_id')}
    order by b.asked_at, b.id`.execute(db);
  return rows.map(({ occurrence_id: id, starts_at: startsAt, ...row }) => ({
    ...row,
    slot: id && startsAt ? { id, startsAt } : null,
  }));
}

/** Whether somebody could call this account at any moment. */
export async function isStandBy(accountId: AccountId): Promise<boolean> {
  const row = await db
    .selectFrom('stand_bys')
    .select('id')
    .where('account_id', '=', accountId)
    .where('agreed_at', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The organisation in whose log the answer stands; undefined where the account was not asked that. */
export async function agree(
  trx: Database,
  { id, accountId, nickname }: { id: string; accountId: AccountId; nickname: string },
): Promise<Answered | undefined> {
  const row = await trx
    .updateTable('stand_bys')
    .from('series')
    .set({ agreed_at: now(), nickname })
    .whereRef('series.id', '=', 'stand_bys.series_id')
    .where('stand_bys.id', '=', id)
    .where('stand_bys.account_id', '=', accountId)
    .where(mayBeAsked('stand_bys.account_id', 'series.organisation_id'))
    .returning(['series.id as seriesId', 'series.organisation_id as organisationId'])
    .executeTakeFirst();
  return row as Answered | undefined; // series_organisation
}

export interface Answered {
  seriesId: string;
  organisationId: OrganisationId;
}

export async function decline(
  trx: Database,
  { id, accountId }: { id: string; accountId: AccountId },
): Promise<Answered | undefined> {
  const row = await trx
    .deleteFrom('stand_bys')
    .using('series')
    .whereRef('series.id', '=', 'stand_bys.series_id')
    .where('stand_bys.id', '=', id)
    .where('stand_bys.account_id', '=', accountId)
    .returning(['series.id as seriesId', 'series.organisation_id as organisationId'])
    .executeTakeFirst();
  return row as Answered | undefined; // series_organisation
}

/** Of somebody who lost roles there: nobody is called by them any more, nor they by anybody. */
export const deleteStandBysOf = async (
  trx: Database,
  of: { accountId: AccountId; organisationId: OrganisationId },
): Promise<void> =>
  void (await sql`
    delete from stand_bys b using series s
    where s.id = b.series_id and s.organisation_id = ${of.organisationId}
      and ((b.account_id = ${of.accountId} and not ${mayBeAsked('b.account_id', 's.organisation_id')})
        or (b.supporter_account_id = ${of.accountId} and not exists (
          select from memberships m where m.account_id = b.supporter_account_id
            and m.organisation_id = s.organisation_id and m.role = 'peer_supporter')))`.execute(
    trx,
  ));

/** Whether a date is a talk of two; false for what is none. */
export async function isConsultation(occurrenceId: string): Promise<boolean> {
  const row = await db
    .selectFrom('occurrences')
    .select('id')
    .where('id', '=', occurrenceId)
    .where('kind', '=', 'peer_consultation')
    .executeTakeFirst();
  return row !== undefined;
}
