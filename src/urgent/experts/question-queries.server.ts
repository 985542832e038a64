import type { AccountId, OrganisationId } from '#accounts';
import { anyOf, db, sql, type Database } from '#platform/db';
import { goesOn } from '#windows/server';
import type { ContactId } from '../contact.ts';
import type { ExpertField, Question, QuestionId } from './question.ts';

export const insertQuestion = async (
  trx: Database,
  asked: {
    contactId: ContactId;
    organisationId: OrganisationId;
    askedBy: AccountId;
    field: ExpertField;
    /** Null for one's own organisation. */
    teamPrefCode: string | null;
    question: string;
    at: Date;
  },
): Promise<void> =>
  void (await trx
    .insertInto('expert_questions')
    .values({
      ...{ contact_id: asked.contactId, organisation_id: asked.organisationId },
      ...{ asked_by: asked.askedBy, field: asked.field, team_pref_code: asked.teamPrefCode },
      ...{ question: asked.question, asked_at: asked.at },
    })
    .execute());

const questions = (db: Database) =>
  db
    .selectFrom('expert_questions as q')
    .leftJoin('prefectures as p', 'p.pref_code', 'q.team_pref_code')
    .leftJoin('accounts as a', 'a.id', 'q.answered_by')
    .select(['q.id', 'q.field', 'q.question', 'q.asked_at as askedAt', 'p.name as prefecture'])
    .select(['q.answer', 'a.display_name as answeredBy']);

/** A team is the experts of those who keep the prefecture's own desks. */
const isFor = (organisationIds: OrganisationId[]) => sql<boolean>`case
  when q.team_pref_code is null then q.organisation_id = ${anyOf(organisationIds)}
  else exists (select from windows w where w.level = 'prefecture' and w.pref_code = q.team_pref_code
    and ${goesOn('w.ended_on')} and w.organisation_id = ${anyOf(organisationIds)}) end`;

/** What experts of these organisations are asked, the longest waiting first, and what one of them has answered. */
export async function listForExperts(
  organisationIds: OrganisationId[],
  expert: AccountId,
): Promise<Question[]> {
  const rows = await questions(db)
    .where(isFor(organisationIds))
    .where((eb) => eb.or([eb('q.answer', 'is', null), eb('q.answered_by', '=', expert)]))
    .orderBy('q.asked_at')
    .execute();
  return rows as Question[]; // expert_questions_field
}

/** What somebody asked themselves, the latest first. */
export const listAskedBy = async (accountId: AccountId): Promise<Question[]> =>
  (await questions(db)
    .where('q.asked_by', '=', accountId)
    .orderBy('q.asked_at', 'desc')
    .execute()) as Question[];

/** Beside the talks an account holds: what its organisation asked about them. */
export async function listBesideTalks(accountId: AccountId): Promise<Map<ContactId, Question[]>> {
  const rows = await questions(db)
    .innerJoin('contacts as c', 'c.id', 'q.contact_id')
    .innerJoin('windows as w', 'w.id', 'c.owner_window_id')
    .select('c.id as contactId')
    .where('c.owner_account_id', '=', accountId)
    .whereRef('w.organisation_id', '=', 'q.organisation_id')
    .orderBy('q.asked_at')
    .execute();
  const asked = rows as (Question & { contactId: ContactId })[]; // expert_questions_field
  return Map.groupBy(asked, ({ contactId }) => contactId);
}

/** The first answer stands. Whose question it was, and of which contact; undefined where these experts are not asked. */
export async function setAnswer(
  trx: Database,
  id: QuestionId,
  organisationIds: OrganisationId[],
  { answer, expert, at }: { answer: string; expert: AccountId; at: Date },
): Promise<{ contactId: ContactId; askedBy: AccountId } | undefined> {
  const { rows } = await sql<{ contactId: ContactId; askedBy: AccountId }>`
    update expert_questions q set answer = ${answer}, answered_by = ${expert}, answered_at = ${at}
    where id = ${id} and answer is null and ${isFor(organisationIds)}
    returning contact_id as "contactId", asked_by as "askedBy"`.execute(trx);
  return rows[0];
}

export async function askerOf(db: Database, id: QuestionId): Promise<OrganisationId | undefined> {
  const row = await db
    .selectFrom('expert_questions')
    .select('organisation_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.organisation_id as OrganisationId | undefined;
}

/** Where a talk is: the person's town as they said it, and the prefecture whose experts can be asked. */
export async function placeOfTalk(
  db: Database,
  contactId: ContactId,
): Promise<{
  area: string | null;
  prefCode: string | null;
  organisationId: OrganisationId | null;
}> {
  const row = await db
    .selectFrom('contacts as c')
    .leftJoin('areas as a', 'a.code5', 'c.code5')
    .leftJoin('windows as w', 'w.id', 'c.owner_window_id')
    .select(['a.name as area', 'w.organisation_id as organisationId'])
    .select((eb) => eb.fn.coalesce('c.pref_code', 'w.pref_code').as('prefCode'))
    .where('c.id', '=', contactId)
    .executeTakeFirstOrThrow();
  return { ...row, organisationId: row.organisationId as OrganisationId | null };
}
