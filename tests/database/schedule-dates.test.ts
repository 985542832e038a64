/** Single coming dates, and several at once: brought back, moved, sized, noted, added. */
import { expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { db } from '#platform/db';
import type { DateChange } from '#schedule';
import {
  addDate,
  cancelOccurrence,
  changeDates,
  endSeries,
  findOccurrence,
  publishSeries,
  reviseSeries,
  saveAvailability,
  searchOccurrences,
} from '#schedule/server';
import { cancelSignup, promoteWaiting } from '#signup/server';
import { useFakeClock } from '../support/clock.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { wednesdays } from '../support/consultations.ts';
import { signedUp } from '../support/signup.ts';
import { aWeeklySeries, SATURDAY, thursdays } from '../support/weekly.ts';

const aWeekly = (capacity = 10) =>
  aWeeklySeries({ format: 'online', capacity, rules: thursdays('2026-11-21', '2026-12-17') });

const datesOf = (series_id: string) =>
  db
    .selectFrom('occurrences')
    .selectAll()
    .where('series_id', '=', series_id)
    .orderBy('starts_at')
    .execute();

const change = (viewer: AccountViewer, ids: string[], what: DateChange) =>
  changeDates(viewer, ids, what, promoteWaiting);

test('a cancelled date comes back: whoever has a place has it still, whoever cancelled is not brought back', async () => {
  const { viewer, first } = await aWeekly(2);
  const [stays, leaves] = [await signedUp(first), await signedUp(first)];
  await signedUp(first);
  await cancelOccurrence(viewer, first, '会場の都合');
  await cancelSignup(leaves.viewer, leaves.receipt);
  expect(await change(viewer, [first], { act: 'restore' })).toBe('changed');
  expect(await findOccurrence(first)).toMatchObject({
    state: 'scheduled',
    cancelledReason: '',
    taken: 2,
    waiting: 0,
    sequence: 2,
  });
  const states = await db
    .selectFrom('signups')
    .select(['id', 'state'])
    .where('occurrence_id', '=', first)
    .execute();
  expect(states.find(({ id }) => id === stays.receipt)?.state).toBe('confirmed');
  expect(states.find(({ id }) => id === leaves.receipt)?.state).toBe('cancelled');
});

test('what is over, or whose series has ended, does not come back', async () => {
  const { viewer, id, first } = await aWeekly();
  await signedUp(first);
  await endSeries(viewer, id, '会をとじます');
  expect(await change(viewer, [first], { act: 'restore' })).toMatchObject({
    refused: [{ id: first, why: 'over' }],
  });
  const other = await aWeekly();
  useFakeClock('2026-11-26T12:31:00Z');
  expect(await change(other.viewer, [other.first], { act: 'note', note: 'x' })).toMatchObject({
    refused: [{ why: 'over' }],
  });
});

test('a smaller number of places than are taken is refused, and says how many are', async () => {
  const { viewer, first } = await aWeekly();
  for (let people = 0; people < 3; people += 1) await signedUp(first);
  expect(await change(viewer, [first], { act: 'resize', capacity: 2 })).toEqual({
    refused: [{ id: first, startsAt: new Date('2026-11-26T11:00:00Z'), why: 'fewer', taken: 3 }],
  });
  expect(await change(viewer, [first], { act: 'resize', capacity: 3 })).toBe('changed');
  expect(await findOccurrence(first)).toMatchObject({ capacity: 3, signUp: 'full' });
});

test('more places let those in who wait; the size stays when the series is given another', async () => {
  const { viewer, id, input, first } = await aWeekly(1);
  for (let people = 0; people < 3; people += 1) await signedUp(first);
  expect(await change(viewer, [first], { act: 'resize', capacity: 5 })).toBe('changed');
  expect(await findOccurrence(first)).toMatchObject({ capacity: 5, taken: 3, waiting: 0 });
  const smaller = { ...input, capacity: 2, title: 'べつの名前' };
  await reviseSeries(viewer, id, smaller, { publish: true, promote: promoteWaiting });
  expect((await datesOf(id)).map((one) => one.capacity)).toEqual([5, 2, 2, 2]);
});

test('a note is on the public list and page', async () => {
  const { viewer, first } = await aWeekly();
  expect(await change(viewer, [first], { act: 'note', note: ' きょうは2階です \n' })).toBe(
    'changed',
  );
  expect(await findOccurrence(first)).toMatchObject({ note: 'きょうは2階です' });
  const { days } = await searchOccurrences({ from: '2026-11-26', days: 1 });
  expect(days[0]?.rows.find((row) => row.id === first)?.note).toBe('きょうは2階です');
});

test('several dates move together, and their people with them', async () => {
  const { viewer, id, ids, first } = await aWeekly();
  await signedUp(first);
  expect(await change(viewer, ids, { act: 'shift', minutes: 1440 - 60 })).toBe('changed');
  expect(await datesOf(id)).toMatchObject([
    { id: first, starts_at: new Date('2026-11-27T10:00:00Z'), moved: true, taken: 1, sequence: 1 },
    { starts_at: new Date('2026-12-04T10:00:00Z') },
    { starts_at: new Date('2026-12-11T10:00:00Z') },
    { starts_at: new Date('2026-12-18T10:00:00Z') },
  ]);
});

test('where one refuses none is changed, and each that does is named', async () => {
  const { viewer, id, ids } = await aWeekly();
  const before = await datesOf(id);
  const back = { act: 'shift', minutes: -8 * 1440 } as const;
  expect(await change(viewer, ids, back)).toMatchObject({
    refused: [{ id: ids[0], why: 'past' }],
  });
  expect(await datesOf(id)).toEqual(before);
});

test('several are called off with one reason; those called off before keep theirs', async () => {
  const { viewer, id, ids, first } = await aWeekly();
  await cancelOccurrence(viewer, first, '会場の都合');
  expect(await change(viewer, ids.slice(0, 2), { act: 'cancel', reason: '夏休み' })).toBe(
    'changed',
  );
  expect(await datesOf(id)).toMatchObject([
    { cancelled_reason: '会場の都合', sequence: 1 },
    { cancelled_reason: '夏休み', sequence: 1 },
    { state: 'scheduled' },
    { state: 'scheduled' },
  ]);
});

test.each<[DateChange, object]>([
  [{ act: 'cancel', reason: ' ' }, { reason: 'schedule_problem_reason' }],
  [{ act: 'shift', minutes: 0 }, { minutes: 'schedule_problem_shift' }],
  [{ act: 'shift', minutes: NaN }, { minutes: 'schedule_problem_shift' }],
  [{ act: 'shift', minutes: 91 * 1440 }, { minutes: 'schedule_problem_shift' }],
  [{ act: 'resize', capacity: 0 }, { capacity: 'schedule_problem_capacity' }],
  [{ act: 'note', note: 'あ'.repeat(121) }, { note: 'schedule_problem_long' }],
])('%j is refused by its field', async (what, problems) => {
  const { viewer, first } = await aWeekly();
  expect(await change(viewer, [first], what)).toEqual({ problems });
});

test('a stranger changes none, and one foreign date among one’s own changes none either', async () => {
  const [mine, theirs] = [await aWeekly(), await aWeekly()];
  const before = await datesOf(mine.id);
  const reason = { act: 'cancel', reason: 'x' } as const;
  expect(await change(mine.viewer, [mine.first, theirs.first], reason)).toBe('not_found');
  expect(await change(theirs.viewer, [mine.first], reason)).toBe('not_found');
  expect(await change(mine.viewer, [mine.first, 'garbage'], reason)).toBe('not_found');
  expect(await change(mine.viewer, [], reason)).toBe('not_found');
  expect(await datesOf(mine.id)).toEqual(before);
});

test('a supporter’s slot has one place, and does not come back onto another one', async () => {
  useFakeClock(SATURDAY);
  const organisationId = await anOrganisation();
  const publisher = await anAccount(organisationId, 'publisher');
  const supporter = await anAccount(organisationId, 'peer_supporter');
  const seriesId = await publishSeries(publisher, {
    organisationId,
    kind: 'peer_consultation',
    title: 'ピア相談',
    format: 'online',
    capacity: 1,
    signUpPolicy: 'open',
  });
  if (typeof seriesId !== 'string') throw new Error('not published');
  const slot = (startsAt: string, endsAt: string) =>
    saveAvailability(supporter, wednesdays(seriesId, { week: [{ weekday: 3, startsAt, endsAt }] }));
  await slot('19:00', '19:40');
  const [first] = await datesOf(seriesId);
  await cancelOccurrence(supporter, first?.id ?? '', '体調のため');
  await slot('19:20', '20:00');
  expect(await change(supporter, [first?.id ?? ''], { act: 'restore' })).toBe('overlaps');
  const [, second] = await datesOf(seriesId);
  expect(await change(supporter, [second?.id ?? ''], { act: 'resize', capacity: 3 })).toMatchObject(
    { refused: [{ why: 'slot' }] },
  );
  const date = { date: '2026-11-28', startsAt: '10:00', endsAt: '11:00' };
  expect(await addDate(publisher, seriesId, date)).toBe('not_found');
});

test('a date is added beside the rule once, and no change of the rule takes it back', async () => {
  const { viewer, id, input } = await aWeekly();
  const extra = { date: '2026-11-28', startsAt: '10:00', endsAt: '12:00' };
  expect(await addDate(viewer, id, extra)).toBe('added');
  expect(await addDate(viewer, id, extra)).toBe('there');
  const onRule = { date: '2026-11-26', startsAt: '20:00', endsAt: '21:00' };
  expect(await addDate(viewer, id, onRule)).toBe('there');
  expect(await addDate(viewer, id, { ...extra, date: '2026-11-20' })).toEqual({
    problems: { date: 'schedule_problem_past' },
  });
  const rules = (input.rules ?? []).map((rule) => ({ ...rule, startsAt: '19:00' }));
  await reviseSeries(viewer, id, { ...input, rules }, { publish: true, promote: promoteWaiting });
  expect((await datesOf(id)).filter((one) => one.origin === 'added')).toMatchObject([
    { starts_at: new Date('2026-11-28T01:00:00Z'), capacity: 10 },
  ]);
  const stranger = await anAccount(await anOrganisation(), 'publisher', 'admin');
  expect(await addDate(stranger, id, extra)).toBe('not_found');
});
