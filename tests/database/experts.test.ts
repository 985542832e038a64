/** Experts are asked into a talk, and learn of nobody. */
import { expect, test } from 'vitest';
import { days } from '#platform/clock';
import { forgetPerson } from '#participants/server';
import { db, sql } from '#platform/db';
import {
  answerQuestion,
  askExperts,
  deskOf,
  endTalk,
  leaveContact,
  questionInput,
  questionsFor,
  questionsOf,
  urgentTasks,
} from '#urgent/server';
import { HOLDINGS } from '../../src/forgetting.server.ts';
import { whileLogged } from '../support/locks.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { onDutyAt, supervisorOf, worksAt } from '../support/staff.ts';
import { aTalkAtADesk } from '../support/talk-at-desk.ts';
import { logOf } from '../support/contacts.ts';

const QUESTION: Parameters<typeof askExperts>[2] = {
  ...{ field: 'medical' as const, team: 'own' as const },
  question: '眠れない方に、どう話せばよいですか',
};

async function scene() {
  const talk = await aTalkAtADesk({ nickname: 'ナギ', words: 'だれにも言えない話' });
  const { desk, contactId } = talk;
  const expert = await anAccount(desk.organisationId, 'expert');
  const ask = (over: Partial<Parameters<typeof askExperts>[2]> = {}) =>
    askExperts(desk.viewer, contactId, { ...QUESTION, ...over });
  return { ...talk, expert, ask };
}

test('an expert of the house sees the question, and nothing that leads to a person, a desk or a contact', async () => {
  const one = await scene();
  expect(await one.ask()).toBe('asked');
  const [question] = await questionsFor(one.expert);
  expect(Object.keys(question ?? {}).sort()).toEqual(
    ['answer', 'answeredBy', 'askedAt', 'field', 'id', 'prefecture', 'question'].sort(),
  );
  expect(question).toMatchObject({ question: QUESTION.question, prefecture: null, answer: null });
  expect(question?.id).not.toBe(one.contactId);
  expect(JSON.stringify(question)).not.toMatch(/ナギ|だれにも|青葉市/);
});

test('the answer comes to the desk beside the talk, and to whoever asked when the talk is over', async () => {
  const one = await scene();
  await one.ask();
  const [question] = await questionsFor(one.expert);
  const id = question?.id ?? '';
  const answer = () => answerQuestion(one.expert, id, '急がずに聴いてください');
  expect(await whileLogged(one.contactId, answer)).toBe('answered');
  expect((await deskOf(one.desk.viewer)).talks[0]?.questions).toMatchObject([
    { question: QUESTION.question, answer: '急がずに聴いてください' },
  ]);
  await endTalk(one.person, one.contactId);
  expect(await questionsOf(one.desk.viewer)).toMatchObject([{ answer: '急がずに聴いてください' }]);
  expect(await logOf(one.contactId)).toEqual(
    expect.arrayContaining(['experts_asked', 'experts_answered']),
  );
  expect(await answerQuestion(one.expert, id, 'もう一度')).toBe('not_found');
});

test('the prefecture’s team is the experts of those who keep its own desks, and is told the prefecture alone', async () => {
  const one = await scene();
  const team = await worksAt(one.town.centre, 'expert');
  await one.ask({ team: 'prefecture' });
  expect(await questionsFor(one.expert)).toEqual([]);
  expect(await questionsFor(team)).toMatchObject([{ prefecture: '青葉県' }]);
  const elsewhere = await scene();
  expect(await questionsFor(elsewhere.expert)).toEqual([]);
});

test('nobody else is asked: no colleague, supervisor, admin or expert of another house', async () => {
  const one = await scene();
  await one.ask();
  const [question] = await questionsFor(one.expert);
  const others = [
    one.desk.viewer,
    await supervisorOf(one.desk),
    await anAccount(one.desk.organisationId, 'admin'),
    await anAccount(await anOrganisation(), 'expert'),
  ];
  for (const other of others) {
    expect(await questionsFor(other)).toEqual([]);
    expect(await answerQuestion(other, question?.id ?? '', 'x')).toBe('not_found');
  }
  const colleague = await onDutyAt(one.town.own);
  expect(await askExperts(colleague.viewer, one.contactId, QUESTION)).toBe('not_found');
});

test.each(['ナギさんは眠れないそうです', '青葉市の方が眠れないそうです'])(
  'words that tell who it is do not go: 「%s」',
  async (question) => {
    const one = await scene();
    expect(await one.ask({ question })).toBe('tells_who');
    expect(await questionsFor(one.expert)).toEqual([]);
  },
);

test('a question without words or field is none', () => {
  const { error } = questionInput.safeParse({ field: 'luck', question: ' ' });
  expect(error?.issues.map(({ message }) => message)).toEqual([
    'experts_problem_field',
    'experts_problem_empty',
  ]);
});

const held = async (contactId: string) =>
  (
    await db
      .selectFrom('expert_questions')
      .select('id')
      .where('contact_id', '=', contactId)
      .execute()
  ).length;

test('it is kept for a year after the end, and gone at once where the person erases the talk', async () => {
  const one = await scene();
  await one.ask();
  await endTalk(one.person, one.contactId);
  const purge = () =>
    Promise.all(
      urgentTasks
        .filter(({ name }) => name === 'old-contact-logs')
        .map(({ run }) => run(one.clock.now)),
    );
  one.clock.advance(days(365));
  await purge();
  expect(await held(one.contactId)).toBe(1);
  one.clock.advance(1);
  await purge();
  expect(await held(one.contactId)).toBe(0);

  const left = await scene();
  await left.ask();
  await leaveContact(left.person, left.contactId);
  expect(await held(left.contactId)).toBe(0);

  const over = await scene();
  await over.ask();
  await endTalk(over.person, over.contactId);
  await forgetPerson(over.person, HOLDINGS);
  expect(await held(over.contactId)).toBe(0);
});

test.each([
  ['expert_questions_field', sql`update expert_questions set field = 'luck'`],
  ['expert_questions_question', sql`update expert_questions set question = ''`],
  ['expert_questions_answer', sql`update expert_questions set answer = ''`],
  ['expert_questions_answered', sql`update expert_questions set answer = 'x'`],
])('the database refuses what breaks %s', async (constraint, statement) => {
  const one = await scene();
  await one.ask();
  await expect(statement.execute(db)).rejects.toMatchObject({ constraint });
});
