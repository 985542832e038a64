/** What an organiser asks of whoever signs up: never a must, read by few, and gone after a while. */
import { expect, test } from 'vitest';
import { days, hours, later, now } from '#platform/clock';
import { db, sql } from '#platform/db';
import { calendarFeed, findOccurrence, publishSeries, saveDraft } from '#schedule/server';
import { jsonLdOf, type SeriesInput, type SignUpQuestion } from '#schedule';
import { ANSWERS_KEPT_DAYS, type Problems } from '#signup';
import { changeSignup, receiptOf, signupsAt, signUp, signupTasks } from '#signup/server';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { useFakeClock } from '../support/clock.ts';
import { filledForm, signedUp } from '../support/signup.ts';

const LIKED: SignUpQuestion = { text: 'どんな話を聞きたいですか', choices: [] };
const HEARD: SignUpQuestion = { text: 'どこで知りましたか', choices: ['市の広報', '人から聞いて'] };

async function anAsking(questions = [LIKED, HEARD]) {
  const organisation_id = await anOrganisation();
  const series_id = await aSeries({ organisation_id, questions: JSON.stringify(questions) });
  const id = await anOccurrence({ series_id, starts_at: later(now(), days(2)) });
  return { id, series_id, organisation_id };
}

const asks = (series_id: string, questions: SignUpQuestion[]) =>
  db
    .updateTable('series')
    .set({ questions: JSON.stringify(questions) })
    .where('id', '=', series_id)
    .execute();

const details = { nickname: 'そら', way: 'text' as const, partySize: 1 };

test('whoever answers reads it on the receipt, and staff in the list; whoever leaves it open leaves nothing', async () => {
  const { id, organisation_id } = await anAsking();
  const answers = [
    { asked: LIKED.text, answer: ' 家での過ごし方 ' },
    { asked: HEARD.text, answer: '' },
  ];
  const { viewer, receipt } = await signedUp(id, { answers });
  await signedUp(id, { nickname: 'そら' });
  const kept = [{ asked: LIKED.text, answer: '家での過ごし方' }];
  expect(await receiptOf(viewer, receipt)).toMatchObject({ answers: kept });
  const staff = await anAccount(organisation_id, 'publisher');
  expect(await signupsAt(staff, id)).toMatchObject([{ answers: kept }, { answers: [] }]);
});

test('a choice that is none, or a question that is not asked, is told kindly and nothing is booked', async () => {
  const { id } = await anAsking();
  const unknown: { problems: Problems } = { problems: { answers: 'answers_unknown' } };
  for (const answer of [
    { asked: HEARD.text, answer: '月から' },
    { asked: 'お名前は', answer: '山田' },
  ])
    expect(await signUp(null, filledForm(id, { answers: [answer] }))).toEqual(unknown);
  expect(
    await signUp(
      null,
      filledForm(id, { answers: [{ asked: LIKED.text, answer: 'あ'.repeat(201) }] }),
    ),
  ).toEqual({ problems: { answers: 'answers_long' } });
  expect(await findOccurrence(id)).toMatchObject({ taken: 0 });
});

test('answers change with the sign-up; left out they stay, emptied they go', async () => {
  const { id } = await anAsking();
  const asked = LIKED.text;
  const { viewer, receipt } = await signedUp(id, { answers: [{ asked, answer: 'いち' }] });
  const answered = async () => (await receiptOf(viewer, receipt))?.answers;
  await changeSignup(viewer, receipt, details);
  expect(await answered()).toEqual([{ asked, answer: 'いち' }]);
  await changeSignup(viewer, receipt, { ...details, answers: [{ asked, answer: 'に' }] });
  expect(await answered()).toEqual([{ asked, answer: 'に' }]);
  await changeSignup(viewer, receipt, { ...details, answers: [{ asked, answer: '' }] });
  expect(await answered()).toEqual([]);
});

test('an answer keeps the question it was given to, whatever is asked later', async () => {
  const { id, series_id } = await anAsking();
  const old = { asked: LIKED.text, answer: 'いち' };
  const { viewer, receipt } = await signedUp(id, { answers: [old] });
  const next = { text: '何を持ってきますか', choices: [] };
  await asks(series_id, [next]);
  const fresh = { asked: next.text, answer: 'お茶' };
  await changeSignup(viewer, receipt, { ...details, answers: [fresh] });
  expect((await receiptOf(viewer, receipt))?.answers).toEqual(expect.arrayContaining([old, fresh]));
});

test('answers are deleted thirty days after the end of the date, and no sooner', async () => {
  const clock = useFakeClock(new Date());
  const { id } = await anAsking();
  const { viewer, receipt } = await signedUp(id, {
    answers: [{ asked: LIKED.text, answer: 'いち' }],
  });
  const left = async () => {
    await signupTasks.find(({ name }) => name === 'old-answers')?.run(now());
    return (await receiptOf(viewer, receipt))?.answers.length;
  };
  clock.advance(days(2 + ANSWERS_KEPT_DAYS));
  expect(await left()).toBe(1);
  clock.advance(hours(2));
  expect(await left()).toBe(0);
});

test('neither questions nor answers are in what machines read', async () => {
  const { id, series_id } = await anAsking();
  await signedUp(id, { answers: [{ asked: LIKED.text, answer: 'ひみつの答え' }] });
  const occurrence = await findOccurrence(id);
  if (!occurrence) throw new Error('not found');
  const feed = await calendarFeed(new URLSearchParams({ series: series_id }));
  const texts = [JSON.stringify(jsonLdOf(occurrence, 'https://x.example')), JSON.stringify(feed)];
  for (const text of texts) expect(text).not.toMatch(/ひみつ|どんな話を聞きたい/);
});

const series = (organisationId: string, questions: SignUpQuestion[]): SeriesInput => ({
  organisationId,
  kind: 'group_session',
  title: 'つどい',
  format: 'online',
  capacity: 5,
  signUpPolicy: 'open',
  questions,
  rules: [{ repeats: 'once', from: '2030-01-10', startsAt: '10:00', endsAt: '11:00' }],
});

test('what would tell who somebody is cannot be asked, not even in a draft or in a choice', async () => {
  const organisation = await anOrganisation();
  const staff = await anAccount(organisation, 'publisher');
  for (const verb of [publishSeries, saveDraft]) {
    expect(
      await verb(staff, series(organisation, [LIKED, { text: 'お電話番号', choices: [] }])),
    ).toEqual({ problems: { 'questions.1.text': 'schedule_problem_asks_phone' } });
    expect(
      await verb(staff, series(organisation, [{ text: 'あなたは', choices: ['30代', '40代'] }])),
    ).toEqual({ problems: { 'questions.0.text': 'schedule_problem_asks_age' } });
  }
  const twice = await publishSeries(staff, series(organisation, [LIKED, LIKED]));
  expect(twice).toEqual({ problems: { questions: 'schedule_problem_asked_twice' } });
  const { rows } = await sql`select from series where organisation_id = ${organisation}`.execute(
    db,
  );
  expect(rows).toEqual([]);
});
