import { expect, test } from 'vitest';
import { formatSpan } from '#ui';
import { isHoliday } from '#platform/holidays';
import { datesOf, type ShiftRule } from './rule.ts';

type Rule = Pick<ShiftRule, 'hours' | 'validFrom' | 'validUntil'>;

const rule = (hours: Partial<Rule['hours']>, over: Partial<Rule> = {}): Rule => ({
  hours: { opens: 8 * 60 + 30, closes: 12 * 60 + 30, ...hours },
  validFrom: '2024-01-01',
  validUntil: null,
  ...over,
});
const said = (one: Rule, from: string, until: string) =>
  datesOf(one, [from, until], isHoliday).map(({ startsAt, endsAt }) =>
    formatSpan(startsAt, endsAt, 'ja'),
  );
const days = (one: Rule, from: string, until: string) =>
  datesOf(one, [from, until], isHoliday).map(({ date }) => date);

test('weekly on some weekdays, the last day not included', () => {
  expect(said(rule({ weekdays: [1, 3] }), '2026-11-16', '2026-11-23')).toEqual([
    '11月16日（月） 8:30–12:30',
    '11月18日（水） 8:30–12:30',
  ]);
});

test.each([
  ['to midnight', 1320, 1440, '11月16日（月） 22:00–24:00'],
  ['over midnight', 1320, 1560, '11月16日（月） 22:00–翌2:00'],
  ['a whole day', 0, 1440, '11月16日（月） 0:00–24:00'],
])('%s it is of the day on which it begins', (_, opens, closes, told) => {
  expect(said(rule({ weekdays: [1], opens, closes }), '2026-11-16', '2026-11-18')).toEqual([told]);
});

test.each([
  ['the second Wednesday', [2], [3], '2026-11-01', '2027-01-01', ['2026-11-11', '2026-12-09']],
  ['the fifth Saturday, where there is one', [5], [6], '2026-10-01', '2027-01-01', ['2026-10-31']],
  [
    'the last Saturday, the fourth or the fifth',
    [6],
    [6],
    '2026-10-01',
    '2026-12-01',
    ['2026-10-31', '2026-11-28'],
  ],
  ['the last Thursday of a leap February', [6], [4], '2024-02-01', '2024-03-01', ['2024-02-29']],
  ['the fifth Saturday of a February', [5], [6], '2025-02-01', '2025-03-01', []],
] as const)('%s', (_, weeks, weekdays, from, until, dates) => {
  expect(days(rule({ weeks: [...weeks], weekdays: [...weekdays] }), from, until)).toEqual(dates);
});

test('a public holiday is a day like any other, unless the rule rests', () => {
  // 23 November is Labour Thanksgiving Day.
  const mondays = { weekdays: [1] };
  expect(days(rule(mondays), '2026-11-23', '2026-11-24')).toEqual(['2026-11-23']);
  const rests = rule({ ...mondays, except: ['holidays'] });
  expect(days(rests, '2026-11-23', '2026-12-01')).toEqual(['2026-11-30']);
});

test("the year's end is left out where the rule says so, over the change of years", () => {
  const daily = [1, 2, 3, 4, 5, 6, 7];
  const rests = rule({ weekdays: daily, except: ['year_end'] });
  expect(days(rests, '2026-12-27', '2027-01-06')).toEqual([
    '2026-12-27',
    '2026-12-28',
    '2027-01-04',
    '2027-01-05',
  ]);
});

test('it begins with its first day and ends with its last', () => {
  const bounded = rule(
    { weekdays: [1, 2, 3, 4, 5, 6, 7] },
    { validFrom: '2026-11-18', validUntil: '2026-11-19' },
  );
  expect(days(bounded, '2026-11-01', '2026-12-01')).toEqual(['2026-11-18', '2026-11-19']);
  expect(days({ ...bounded, validUntil: '2026-11-17' }, '2026-11-01', '2026-12-01')).toEqual([]);
});
