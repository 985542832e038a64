import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReadSeries } from '#schedule';
import { emptyRule, type RuleForm } from './rule-form.ts';
import { emptyForm, readSeriesForm, withKind, type SeriesForm } from './series-form.ts';
import { seriesFormOf, seriesInputOf } from './series-input.ts';
import { rhythmsOf, ruleBehind } from './series-rhythm.ts';
import { missingIn, passedChecks } from './publicity.ts';
import { typedDate, typedDates, typedMonthDays, typedNumber, typedTime } from '../typed.ts';

const ORGANISATION = '5e9f8a34-1c41-4a0a-9d6e-0c64a5a9d6b1';

test.each([
  ['20:00', '20:00'],
  ['２０時３０分', '20:30'],
  ['20時', '20:00'],
  ['2030', '20:30'],
  ['9', '9:00'],
  ['26:00', '26:00'],
  ['夜', '夜'],
])('the time %s is read as %s', (typed, read) => {
  expect(typedTime(typed)).toBe(read);
});

test.each([
  ['2026-11-26', '2026-11-26'],
  ['2026/2/3', '2026-02-03'],
  ['２０２６年２月３０日', '2026-02-30'],
  ['あした', 'あした'],
])('the date %s is read as %s', (typed, read) => {
  expect(typedDate(typed)).toBe(read);
});

test('a number of places is read as people write it', () => {
  expect([typedNumber('１２人'), typedNumber(' 8 '), typedNumber('')]).toEqual([12, 8, null]);
  expect(typedNumber('たくさん')).toBeNaN();
});

test('several dates are read one a line; a year left out goes on from the line before', () => {
  expect(typedDates('2026-11-26\n12月10日、1/14\n\n２０２７年２月４日')).toEqual([
    '2026-11-26',
    '2026-12-10',
    '2027-01-14',
    '2027-02-04',
  ]);
  expect(typedDates('12/10')).toEqual(['12/10']);
  expect(typedDates(' \n')).toEqual([]);
});

test('days of the month are read as people write them', () => {
  expect(typedMonthDays('１５日、末日')).toEqual([15, -1]);
  expect(typedMonthDays('5・20 月末')).toEqual([5, 20, -1]);
  expect(typedMonthDays('中旬')).toEqual([NaN]);
});

const withRules = (...rules: Partial<RuleForm>[]): SeriesForm => ({
  ...emptyForm(ORGANISATION, '2026-11-21'),
  rules: rules.map((rule) => ({ ...emptyRule('2026-11-21'), ...rule })),
});

const hours = (...open: [number, string, string][]): Partial<RuleForm> => ({
  repeats: 'hours',
  opening: emptyRule('').opening.map((day, index) => {
    const [, opens = '', closes = ''] = open.find(([weekday]) => weekday === index + 1) ?? [];
    return opens ? { opens, closes } : day;
  }),
});

test('days with the same opening hours become one rule', () => {
  const form = withRules(hours([1, '13時', '16:00'], [3, '13時', '16:00'], [6, '10:00', '12:00']));
  expect(rhythmsOf(form)).toMatchObject([
    { repeats: 'week', interval: 1, weekdays: [1, 3], startsAt: '13:00', endsAt: '16:00' },
    { repeats: 'week', interval: 1, weekdays: [6], startsAt: '10:00', endsAt: '12:00' },
  ]);
});

test('a mistake is told at the rule it was made in, though hours by weekday are several', () => {
  const form = withRules(hours([1, '13時', '16:00'], [6, '10:00', '12:00']), { repeats: 'week' });
  expect([0, 1, 2].map((rhythm) => ruleBehind(form, rhythm))).toEqual([0, 0, 1]);
});

const posted = (...fields: [string, string][]) => {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return readSeriesForm(data);
};

test('a consultation has its text room, whatever the form says; others online as they choose', () => {
  const nowhere = { prefCode: null, code5: null };
  const without = { ...emptyForm(ORGANISATION, '2026-11-21'), hasRoom: false };
  expect(seriesInputOf({ ...without, kind: 'peer_consultation' }, nowhere).hasRoom).toBe(true);
  expect(seriesInputOf(without, nowhere).hasRoom).toBe(false);
  const room = { ...without, hasRoom: true };
  for (const format of ['onsite', 'online', 'hybrid'])
    expect(seriesInputOf({ ...room, format }, nowhere).hasRoom, format).toBe(format !== 'onsite');
});

test('what is posted is what the form shows again', () => {
  const form = posted(
    ['organisationId', ORGANISATION],
    ['title', 'つどい'],
    ['ruleCount', '2'],
    ['weekdays', '4'],
    ['weeks', '2'],
    ['weeks', '4'],
    ['hasRoom', 'on'],
    ['opens-2-1', '13:00'],
    ['onHoliday-1', 'week_after'],
    ['closedMonths-1', '8'],
    ['closedAtYearEnd-1', 'on'],
  );
  expect(form).toMatchObject({
    title: 'つどい',
    hasRoom: true,
    rules: [
      { weekdays: ['4'], weeks: ['2', '4'], onHoliday: 'held', closedAtYearEnd: false },
      { weekdays: [], onHoliday: 'week_after', closedMonths: ['8'], closedAtYearEnd: true },
    ],
  });
  expect(form.rules[1]?.opening[1]?.opens).toBe('13:00');
});

test('without script the server adds a rule and takes one away', () => {
  expect(posted(['from', '2026-11-21'], ['addRule', '']).rules).toHaveLength(2);
  const two: [string, string][] = [
    ['ruleCount', '2'],
    ['dates', 'first'],
    ['dates-1', 'second'],
  ];
  expect(posted(...two, ['removeRule', '0']).rules.map(({ dates }) => dates)).toEqual(['second']);
  expect(posted(['removeRule', '0']).rules).toHaveLength(1);
  expect(posted(['ruleCount', '9999']).rules).toHaveLength(20);
});

test('a rule nobody has touched follows the kind; one with something in it stays', () => {
  const place = withKind(emptyForm(ORGANISATION, '2026-11-21'), 'gathering_place');
  expect(place.rules[0]?.repeats).toBe('hours');
  expect(withKind(place, 'lecture').rules[0]?.repeats).toBe('month');
  const weekly = withRules({ repeats: 'week', weekdays: ['4'] });
  expect(withKind(weekly, 'gathering_place').rules).toEqual(weekly.rules);
});

const stored = (kind: string, rules: ReadSeries['rules']): ReadSeries => ({
  ...(seriesInputOf(emptyForm(ORGANISATION, '2026-11-21'), {
    prefCode: null,
    code5: null,
  }) as ReadSeries), // Every field is set by the form.
  kind: kind as ReadSeries['kind'],
  rules,
});

const days = (most: number) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: most }), { minLength: 1, maxLength: 3 })
    .map((list) => list.sort((a, b) => a - b));
const always = { onHoliday: 'held', closedAtYearEnd: false, closedMonths: [] };
const closures = fc.record({
  onHoliday: fc.constantFrom('held', 'skipped', 'day_before', 'day_after', 'week_after'),
  closedAtYearEnd: fc.boolean(),
  closedMonths: days(11),
  until: fc.constantFrom(null, '2027-03-31'),
});
const times = fc.constantFrom(
  { startsAt: '9:30', endsAt: '12:00' },
  { startsAt: '13:00', endsAt: '26:00' },
);
const interval = fc.integer({ min: 1, max: 12 });
const none = { interval: 1, weekdays: [], weeks: [], monthDays: [], dates: [], until: null };
const from = fc.constantFrom('2026-11-21', '2027-01-10');
const rhythms = fc
  .oneof(
    fc.record({ repeats: fc.constant('once') }).map((one) => ({ ...one, ...always })),
    fc.constant({
      repeats: 'dates',
      dates: ['2026-12-24', '2027-01-14'],
      from: '2026-12-24',
      ...always,
    }),
    fc.tuple(fc.record({ repeats: fc.constant('day'), interval }), closures),
    fc.tuple(fc.record({ repeats: fc.constant('week'), interval, weekdays: days(7) }), closures),
    fc.tuple(
      fc.record({ repeats: fc.constant('month'), interval, weekdays: days(7), weeks: days(5) }),
      closures,
    ),
    fc.tuple(
      fc.record({
        repeats: fc.constant('month_day'),
        interval,
        monthDays: days(31).map((list) => [...list, -1]),
      }),
      closures,
    ),
  )
  .chain((drawn) =>
    fc.tuple(from, times).map(([first, time]) => ({
      ...none,
      from: first,
      ...time,
      ...(Array.isArray(drawn) ? Object.assign({}, ...drawn) : drawn),
    })),
  ) as fc.Arbitrary<ReadSeries['rules'][number]>; // Drawn from what the schedule knows.

test('every series the schedule can hold is shown by the form, and returns as it was', () => {
  const asSet = (rules: object[]) =>
    rules.map((rule) => JSON.stringify(Object.entries(rule).sort())).sort();
  fc.assert(
    fc.property(
      fc.constantFrom('group_session', 'gathering_place'),
      fc.array(rhythms, { minLength: 1, maxLength: 4 }),
      (kind, rules) => {
        const again = rhythmsOf(seriesFormOf(stored(kind, rules), ''));
        expect(asSet(again)).toEqual(asSet(rules));
      },
    ),
  );
});

test('the checks for being understood look at where, the word, what changes and who welcomes', () => {
  const form = { ...emptyForm(ORGANISATION, '2026-11-21'), format: 'onsite', area: '豊島区' };
  expect(Object.values(passedChecks(form))).toEqual([false, false, false, false]);
  const told = {
    ...form,
    placeName: '区民センター',
    title: 'ひきこもり家族のつどい',
    whatChanges: 'うちだけではない、とわかります。',
    hostName: 'のぶ',
    hostMessage: '急がなくて大丈夫です。',
  };
  expect(Object.values(passedChecks(told))).toEqual([true, true, true, true]);
});

test('of a check with two fields the one that is empty is named, and nothing of a place is missing online', () => {
  const form = { ...emptyForm(ORGANISATION, '2026-11-21'), format: 'onsite', area: '豊島区' };
  expect(missingIn({ ...form, hostName: 'のぶ', hostMessage: ' ' })).toMatchObject({
    where: ['placeName'],
    host: ['hostMessage'],
  });
  expect(missingIn({ ...form, format: 'online', area: '' }).where).toEqual([]);
});
