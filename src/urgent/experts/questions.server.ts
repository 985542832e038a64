/** Experts are asked into a talk without the person: what goes to them is what the staff write, and comes back as words. */
import { organisationIdsOf, type AccountViewer } from '#accounts';
import { refuse } from '#organisations/server';
import { now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import { isId } from '#platform/id';
import { lockContact } from '../contact-queries.server.ts';
import { lockOwnTalk } from '../desk/own-talk.server.ts';
import { logEvents } from '../event-queries.server.ts';
import { tellDesks } from '../tell.server.ts';
import type { QuestionInput } from './input.ts';
import {
  askerOf,
  insertQuestion,
  listAskedBy,
  listForExperts,
  placeOfTalk,
  setAnswer,
} from './question-queries.server.ts';
import { tellsWho, type Question, type QuestionId } from './question.ts';

/** Asks about a talk that the viewer holds. `tells_who`: a name or a town stands in the words; `no_team`: no prefecture is known. */
export const askExperts = (
  viewer: AccountViewer,
  contactId: string,
  { field, team, question }: QuestionInput,
): Promise<'asked' | 'tells_who' | 'no_team' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = await lockOwnTalk(trx, viewer, contactId);
    if (!contact) return 'not_found';
    const { area, prefCode, organisationId } = await placeOfTalk(trx, contact.id);
    if (!organisationId) return 'not_found';
    if (tellsWho(question, { nickname: contact.nickname, area })) return 'tells_who';
    if (team === 'prefecture' && !prefCode) return 'no_team';
    const { accountId } = viewer;
    const at = now();
    await insertQuestion(trx, {
      ...{ contactId: contact.id, organisationId, askedBy: accountId, field, question, at },
      teamPrefCode: team === 'prefecture' ? prefCode : null,
    });
    await logEvents(trx, contact.id, at, [{ kind: 'experts_asked', accountId }]);
    afterCommit(() => tellDesks([accountId]));
    return 'asked';
  });

/** What waits for the viewer's answer, and what they have answered. */
export const questionsFor = (viewer: AccountViewer): Promise<Question[]> =>
  listForExperts(organisationIdsOf(viewer, 'advise'), viewer.accountId);

/** What the viewer asked, also of talks that are over. */
export const questionsOf = (viewer: AccountViewer): Promise<Question[]> =>
  listAskedBy(viewer.accountId);

/** Answers a question that the viewer is asked; the first answer stands. */
export const answerQuestion = (
  viewer: AccountViewer,
  id: string,
  answer: string,
): Promise<'answered' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    if (!isId<QuestionId>(id)) return 'not_found';
    const at = now();
    const given = { answer, expert: viewer.accountId, at };
    const asked = await setAnswer(trx, id, organisationIdsOf(viewer, 'advise'), given);
    if (!asked) return refuseQuestion(viewer, id, trx);
    await lockContact(trx, asked.contactId);
    await logEvents(trx, asked.contactId, at, [{ kind: 'experts_answered' }]);
    afterCommit(() => tellDesks([asked.askedBy]));
    return 'answered';
  });

async function refuseQuestion(
  viewer: AccountViewer,
  id: QuestionId,
  trx: Database,
): Promise<'not_found'> {
  const organisationId = await askerOf(trx, id);
  if (!organisationId) return 'not_found';
  const subject = `question:${id}`;
  return refuse(viewer, { organisationId, act: 'talk.refused', subject }, trx);
}
