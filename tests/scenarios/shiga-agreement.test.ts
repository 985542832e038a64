/**
 * Shiga: two sides of welfare and two boards of education have agreed on how they work together. The agreement opens nothing by
 * itself: each step from one to another takes the family's leave, with its scope, its two parties and its last day.
 */
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { days, hours, later, now } from '#platform/clock';
import { db } from '#platform/db';
import { localDate } from '#platform/tokyo';
import { postMessage } from '#rooms/server';
import {
  answerContact,
  answerQuestion,
  askExperts,
  askToHandOver,
  deskOf,
  elsewhereFor,
  endTalk,
  handOverRecords,
  passedOnBy,
  questionsFor,
  readEarlierTalk,
  readInDanger,
  takeBackConsent,
  talkOf,
} from '#urgent/server';
import { useFakeClock } from '../support/clock.ts';
import { answers, consentAt } from '../support/hand-over.ts';
import { aDeskOf, anOffice, loadPlaces, type Office } from '../support/places.ts';
import { anAccount } from '../support/organisations.ts';
import { aCaller, aSecondPasses, ringingFor } from '../support/contacts.ts';
import { onDutyAt, type OnDuty } from '../support/staff.ts';

const SHIGA = '25';
const KUSATSU = '25206';
const NAMES = {
  cityBoard: '草津市教育委員会 学校教育課',
  cityWelfare: '草津市 福祉の相談',
  prefBoard: '滋賀県教育委員会 教育相談',
  prefWelfare: '滋賀県ひきこもり支援センター 個別相談',
} as const;
type Party = keyof typeof NAMES;
const PARTIES: Party[] = ['cityBoard', 'cityWelfare', 'prefBoard', 'prefWelfare'];

const offices: Partial<Record<Party, Office>> = {};
const desks: Partial<Record<Party, string>> = {};
const officeOf = (party: Party): Office => offices[party] as Office; // All are made before the first test.
const deskAt = (party: Party): string => desks[party] ?? '';

beforeAll(async () => {
  await loadPlaces();
  for (const party of PARTIES) {
    const isCity = party.startsWith('city');
    const kind = party.endsWith('Board') ? 'board_of_education' : 'support_centre';
    const office = await anOffice(kind, isCity ? KUSATSU : SHIGA, NAMES[party]);
    offices[party] = office;
    desks[party] = await aDeskOf(office, { name: NAMES[party] });
  }
});

let clock: ReturnType<typeof useFakeClock>;
beforeEach(() => {
  clock = useFakeClock(new Date(`${localDate(now())}T10:00:00+09:00`));
});

let here: OnDuty[] = [];
afterEach(async () => {
  for (const one of here) await one.goes();
  here = [];
  await db.deleteFrom('consents').execute();
});

/** A parent talks with the city's board of education; of each of the others somebody is on duty. */
async function aTalk() {
  const at = {} as Record<Party, OnDuty>;
  at.cityBoard = await onDutyAt(deskAt('cityBoard'));
  const { viewer: person, contactId } = await aCaller(
    { code5: KUSATSU },
    { words: '中学の子が、半年学校に行けていません' },
  );
  const answered = await answerContact(at.cityBoard.viewer, contactId);
  if (answered.is !== 'answered') throw new Error(answered.is);
  for (const party of PARTIES.slice(1)) at[party] = await onDutyAt(deskAt(party));
  here = Object.values(at);
  const say = (text: string) =>
    postMessage(person, { roomId: answered.roomId, clientId: crypto.randomUUID(), text });
  await say('担任の先生には、お腹が痛いと言っています');
  const handsOn = (from: Party, to: Party, meetsAt?: Date) =>
    askToHandOver(at[from].viewer, {
      ...{ contactId, windowId: deskAt(to), accountId: null, meetsAt },
    });
  return { at, person, contactId, say, handsOn };
}

const recordsOf = async (party: Party) => {
  const { organisationId, admin } = officeOf(party);
  const records = await handOverRecords(admin, organisationId);
  if (records === 'not_found') throw new Error(records);
  return records.map(({ from, to, what, until, over }) => ({ from, to, what, until, over }));
};

const linesReadBy = async ({ viewer }: OnDuty, contactId: string) => {
  const read = await readEarlierTalk(viewer, await consentAt(viewer, contactId));
  return read === 'not_found' ? [] : read.messages.map(({ text }) => text);
};

test('without the family’s leave no party of the agreement hears or reads anything, not even that there was a talk', async () => {
  const { at, person, contactId, handsOn } = await aTalk();
  expect(await handsOn('cityBoard', 'prefWelfare')).toBe('asked');
  expect(await answers({ person, contactId }, { answer: 'no' })).toBe('refused');
  for (const party of PARTIES) {
    const desk = await deskOf(at[party].viewer);
    if (party !== 'cityBoard') expect(desk.talks).toEqual([]);
    expect(desk.rings).toEqual([]);
    expect(await recordsOf(party)).toEqual([]);
  }
  await endTalk(person, contactId);
});

test('from school to welfare and on: each leave has its scope, its two parties and its last day, and no third party knows of it', async () => {
  const { at, person, contactId, say, handsOn } = await aTalk();
  const since = clock.now;
  await handsOn('cityBoard', 'prefWelfare');
  await answers({ person, contactId }, { passes: 'talk', days: 30 });
  expect(await ringingFor(contactId)).toEqual([at.prefWelfare.viewer.accountId]);
  await answerContact(at.prefWelfare.viewer, contactId);
  const said = ['中学の子が、半年学校に行けていません', '担任の先生には、お腹が痛いと言っています'];
  expect(await linesReadBy(at.prefWelfare, contactId)).toEqual(said);
  await say('家では、夜中に起きています');

  await handsOn('prefWelfare', 'cityWelfare');
  await answers({ person, contactId }, { passes: 'first_words', days: 90 });
  await answerContact(at.cityWelfare.viewer, contactId);
  expect(await linesReadBy(at.cityWelfare, contactId)).toEqual([]);

  const first = {
    ...{ from: NAMES.cityBoard, to: NAMES.prefWelfare, what: 'talk' },
    ...{ until: later(since, days(30)), over: false },
  };
  const second = {
    ...{ from: NAMES.prefWelfare, to: NAMES.cityWelfare, what: 'first_words' },
    ...{ until: later(since, days(90)), over: false },
  };
  expect(await recordsOf('cityBoard')).toEqual([first]);
  expect(await recordsOf('cityWelfare')).toEqual([second]);
  expect(await recordsOf('prefWelfare')).toEqual(expect.arrayContaining([first, second]));
  expect(await recordsOf('prefBoard')).toEqual([]);
  // Who had it before has nothing left of it, neither by leave nor by danger.
  for (const party of ['cityBoard', 'prefWelfare'] as const) {
    expect((await deskOf(at[party].viewer)).talks).toEqual([]);
    expect(await readInDanger(at[party].viewer, contactId)).toBe('not_found');
  }
  expect(await passedOnBy(person)).toHaveLength(2);
  await endTalk(person, contactId);
});

test('the family takes its leave back in the middle: nothing is read from then on, the talk goes on, and both sides see that it is over', async () => {
  const { at, person, contactId, handsOn } = await aTalk();
  await handsOn('cityBoard', 'prefWelfare');
  await answers({ person, contactId }, { passes: 'talk' });
  await answerContact(at.prefWelfare.viewer, contactId);
  const consent = await consentAt(at.prefWelfare.viewer, contactId);
  await takeBackConsent(person, consent);
  expect(await readEarlierTalk(at.prefWelfare.viewer, consent)).toBe('not_found');
  expect(await talkOf(person)).toMatchObject({ state: 'talking', passed: [] });
  for (const party of ['cityBoard', 'prefWelfare'] as const) {
    expect(await recordsOf(party)).toMatchObject([{ to: NAMES.prefWelfare, over: true }]);
  }
  await endTalk(person, contactId);
});

test('the prefecture’s board, which has nobody there until the afternoon, is promised for then', async () => {
  const { at, person, contactId, handsOn } = await aTalk();
  await at.prefBoard.goes();
  const [board] = ((await elsewhereFor(at.cityBoard.viewer, contactId)) ?? [])
    .flatMap(({ windows }) => windows)
    .filter(({ windowId }) => windowId === deskAt('prefBoard'));
  expect(board).toMatchObject({ there: 0 });
  const afternoon = later(clock.now, hours(2));
  expect(await handsOn('cityBoard', 'prefBoard')).toBe('nobody_there');
  expect(await handsOn('cityBoard', 'prefBoard', afternoon)).toBe('asked');
  await answers({ person, contactId }, { passes: 'talk' });
  await endTalk(at.cityBoard.viewer, contactId);
  expect((await deskOf(at.prefBoard.viewer)).callbacks).toMatchObject([{ contactId }]);
  clock.set(afternoon);
  await at.prefBoard.comesBack();
  await aSecondPasses();
  await answerContact(at.prefBoard.viewer, contactId);
  expect(await linesReadBy(at.prefBoard, contactId)).toHaveLength(2);
  await endTalk(person, contactId);
});

test('the team at the prefecture is asked by the city’s side in its own words, and learns of no child, no school and no town', async () => {
  const { at, person, contactId } = await aTalk();
  const expert = await anAccount(officeOf('prefWelfare').organisationId, 'expert');
  const question = { field: 'psychology', team: 'prefecture', question: '' } as const;
  const ask = (words: string) =>
    askExperts(at.cityBoard.viewer, contactId, { ...question, question: words });
  expect(await ask('草津市の中学生です')).toBe('tells_who');
  expect(await ask('朝にお腹が痛くなる子に、何ができますか')).toBe('asked');
  const [asked] = await questionsFor(expert);
  expect(JSON.stringify(asked)).not.toMatch(/草津|学校|教育|担任/);
  await answerQuestion(expert, asked?.id ?? '', '休める朝を、先に決めておくとよいです');
  expect((await deskOf(at.cityBoard.viewer)).talks[0]?.questions).toMatchObject([
    { answer: '休める朝を、先に決めておくとよいです' },
  ]);
  await endTalk(person, contactId);
});
