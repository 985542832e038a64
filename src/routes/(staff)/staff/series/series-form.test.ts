import { expect, test } from 'vitest';
import type { ReadSeries } from '#schedule';
import { emptyForm, readSeriesForm } from './series-form.ts';
import { saysAllDates, seriesFormOf, seriesInputOf } from './series-input.ts';
import { rhythmsOf } from './series-rhythm.ts';
import { passedChecks } from './publicity.ts';
import { typedDate, typedNumber, typedTime } from '../typed.ts';

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

test('days with the same opening hours become one rule', () => {
  const form = { ...emptyForm(ORGANISATION, '2026-11-21'), kind: 'gathering_place' };
  form.opening = form.opening.map((day, index) =>
    [0, 2].includes(index) ? { opens: '13時', closes: '16:00' } : day,
  );
  expect(rhythmsOf(form)).toMatchObject([
    { repeats: 'week', weekdays: [1, 3], startsAt: '13:00', endsAt: '16:00' },
  ]);
});

test('what is posted is what the form shows again', () => {
  const data = new FormData();
  for (const [name, value] of [
    ['organisationId', ORGANISATION],
    ['title', 'つどい'],
    ['weekdays', '4'],
    ['weeks', '2'],
    ['weeks', '4'],
    ['hasRoom', 'on'],
    ['opens-2', '13:00'],
  ] as const)
    data.append(name, value);
  const form = readSeriesForm(data);
  expect(form).toMatchObject({ title: 'つどい', weekdays: ['4'], weeks: ['2', '4'] });
  expect([form.hasRoom, form.skipsHolidays, form.opening[1]?.opens]).toEqual([
    true,
    false,
    '13:00',
  ]);
});

const stored = (rules: ReadSeries['rules']): ReadSeries => ({
  ...(seriesInputOf(emptyForm(ORGANISATION, '2026-11-21'), {
    prefCode: null,
    code5: null,
  }) as ReadSeries), // Every field is set by the form.
  rules,
});

const monthly: ReadSeries['rules'][number] = {
  repeats: 'month',
  interval: 1,
  weekdays: [4],
  weeks: [2, 4],
  from: '2026-11-21',
  until: null,
  startsAt: '20:00',
  endsAt: '21:30',
  monthDays: [],
  dates: [],
  onHoliday: 'held',
  closedAtYearEnd: false,
  closedMonths: [],
};

test('a stored rule returns as it was', () => {
  const series = stored([monthly]);
  expect(rhythmsOf(seriesFormOf(series, ''))).toEqual([monthly]);
  expect(saysAllDates(series)).toBe(true);
});

test('a series of several rules is not what the form can say', () => {
  expect(saysAllDates(stored([monthly, { ...monthly, weekdays: [6] }]))).toBe(false);
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
