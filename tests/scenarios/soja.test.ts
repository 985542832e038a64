/** Soja: a city centre that people reach first by mail or by writing, text before voice; "a place to run to" is the urgent route. */
import { beforeAll, expect, test } from 'vitest';
import { later, minutes, now } from '#platform/clock';
import {
  answerContact,
  answerHandOver,
  askToHandOver,
  deskOf,
  handOverRecords,
  openAtTheTime,
  openedLetter,
  openLetter,
  passedOnBy,
  readEarlierTalk,
  replyToLetter,
  routeAhead,
  talkOf,
  writeBack,
} from '#urgent/server';
import { listWindows } from '#windows/server';
import { areaPage, placesPage, windowPage, windowsPage } from '../support/page-data.ts';
import { useFakeClock } from '../support/clock.ts';
import { createParticipant } from '../support/participants.ts';
import { aDeskOf, anOffice, loadPlaces, names, publishedBy } from '../support/places.ts';
import { anAccount } from '../support/organisations.ts';
import { aCaller, aLetterAt, ringingFor } from '../support/contacts.ts';
import { onDutyAt } from '../support/staff.ts';

const SOJA = '33208';
const ONE_TOUCH = '総社市ひきこもり支援センター「ワンタッチ」';

let centre: string;

beforeAll(async () => {
  await loadPlaces();
  const [desk] = (await listWindows({ code5: SOJA })).filter(({ name }) => name === ONE_TOUCH);
  centre = desk?.id ?? '';
});

test('the city’s own centre comes first, and its page offers writing beside the phone', async () => {
  const { first, reason } = await areaPage(SOJA);
  expect(reason).toBeUndefined();
  expect(names(first.flatMap(({ windows }) => windows.map(({ window }) => window)))).toEqual([
    ONE_TOUCH,
  ]);
  expect((await windowPage(centre)).window.methods).toContain('mail');
  const byMail = await windowsPage('?area=総社市&method=mail');
  expect(
    byMail.groups.inPlaces.flatMap(({ windows }) => names(windows.map(({ window }) => window))),
  ).toContain(ONE_TOUCH);
});

test('whoever must get away now writes, without name or number, and the words are the first that the centre hears', async () => {
  expect((await routeAhead(SOJA, null))[0]).toMatchObject({ stage: 'own', windows: [ONE_TOUCH] });
  const person = await onDutyAt(centre);
  const { contactId } = await aCaller(
    { code5: SOJA },
    { words: '家にいられません。声は出せません', nickname: '' },
  );
  expect(await ringingFor(contactId)).toEqual([person.viewer.accountId]);
  const { rings } = await deskOf(person.viewer);
  expect(rings).toMatchObject([{ contactId, words: '家にいられません。声は出せません' }]);
  expect(await answerContact(person.viewer, contactId)).toMatchObject({
    roomId: expect.any(String),
  });
  await person.goes();
});

test('whoever writes first is answered in writing, writes again, and then meets somebody at a time', async () => {
  const clock = useFakeClock(now());
  const person = await onDutyAt(centre);
  const { letters } = await areaPage(SOJA);
  expect(letters).toEqual({ id: centre, name: ONE_TOUCH });
  const { viewer } = await createParticipant();
  const contactId = await aLetterAt(centre, viewer, { words: '電話は苦手です', wish: 'room' });
  expect(await ringingFor(contactId)).toEqual([]);

  await openLetter(person.viewer, contactId);
  expect(await openedLetter(person.viewer, contactId)).toMatchObject({
    ...{ wish: 'room', texts: [{ text: '電話は苦手です' }] },
  });
  await replyToLetter(person.viewer, { contactId, words: '書いてくださって、うれしいです' });
  expect(await talkOf(viewer)).toMatchObject({ state: 'answered' });
  await writeBack(viewer, { contactId, words: '文字でなら話せます' });

  await openLetter(person.viewer, contactId);
  const meetsAt = later(now(), minutes(10));
  await replyToLetter(person.viewer, { contactId, words: 'お待ちしています', meetsAt });
  expect(await talkOf(viewer)).toMatchObject({ appointed: { at: +meetsAt, window: ONE_TOUCH } });
  clock.set(later(meetsAt, -minutes(4)));
  await person.comesBack();
  expect(await openAtTheTime(person.viewer, contactId)).toMatchObject({ is: 'answered' });
  expect(await talkOf(viewer)).toMatchObject({ answeredBy: { window: ONE_TOUCH } });
  await person.goes();
});

test('a school hands on to the centre what the family lets it, and both houses keep the same record of that', async () => {
  const school = await anOffice('board_of_education', SOJA, '総社市教育委員会');
  const teacher = await onDutyAt(
    await aDeskOf(school, { name: '学校の相談', level: 'town', code5: SOJA }),
  );
  const { viewer, contactId } = await aCaller({ code5: SOJA }, { words: '学校に行けていません' });
  await answerContact(teacher.viewer, contactId);
  const worker = await onDutyAt(centre);
  const to = { contactId, windowId: centre, accountId: null };
  expect(await askToHandOver(teacher.viewer, to)).toBe('asked');
  const handOverId = (await talkOf(viewer))?.handOver?.id ?? '';
  const leave = { answer: 'yes', passes: 'talk', days: 30 } as const;
  expect(await answerHandOver(viewer, { contactId, handOverId, ...leave })).toBe('allowed');
  await answerContact(worker.viewer, contactId);
  const [earlier] = (await deskOf(worker.viewer)).talks[0]?.earlier ?? [];
  expect(await readEarlierTalk(worker.viewer, earlier?.consentId ?? '')).toMatchObject({
    messages: [{ text: '学校に行けていません' }],
  });
  const [record] = await passedOnBy(viewer);
  expect(record).toMatchObject({ window: ONE_TOUCH, what: 'talk' });
  for (const house of [school.organisationId, worker.organisationId]) {
    const records = await handOverRecords(await anAccount(house, 'admin'), house);
    expect(records).toMatchObject([{ id: record?.id, from: '学校の相談', to: ONE_TOUCH }]);
    expect(JSON.stringify(records)).not.toContain('行けていません');
    expect(await handOverRecords(teacher.viewer, house)).toBe('not_found');
  }
  for (const one of [teacher, worker]) await one.goes();
});

test('the place to be (ほっとタッチ) of the council of social welfare is found in the city, with its hours', async () => {
  const council = await anOffice('council_of_social_welfare', SOJA, '総社市社会福祉協議会');
  await publishedBy(council, {
    kind: 'gathering_place',
    title: '居場所「ほっとタッチ」',
    audience: ['person'],
    rules: [
      {
        ...{ repeats: 'week', weekdays: [1, 2, 3, 4, 5], from: '2026-01-01' },
        ...{ startsAt: '15:00', endsAt: '17:00' },
      },
    ],
  });
  const { open } = await placesPage('?area=総社市&reach=town');
  expect(open.map(({ opening }) => opening.title)).toEqual(['居場所「ほっとタッチ」']);
  expect(open[0]?.hours[0]).toContain('15:00');
});
