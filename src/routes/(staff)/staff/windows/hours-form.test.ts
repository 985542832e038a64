import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HoursRule } from '#windows';
import {
  emptyHours,
  exceptionProblems,
  exceptionRowsOf,
  exceptionsOf,
  hoursProblems,
  hoursRowOf,
  readExceptionRows,
  readHoursRows,
  rulesOf,
  withBlankHours,
  type HoursRow,
} from './hours-form.ts';

const row = (over: object) => ({ ...emptyHours(), ...over });

const exceptOf = (holidays: boolean, yearEnd: boolean): Pick<HoursRule, 'except'> =>
  holidays || yearEnd
    ? {
        except: [
          ...(holidays ? (['holidays'] as const) : []),
          ...(yearEnd ? (['year_end'] as const) : []),
        ],
      }
    : {};

/** As a browser sends the rows it was shown. */
function sent(rows: HoursRow[]): FormData {
  const form = new FormData();
  for (const [n, one] of rows.entries()) {
    for (const field of ['monthDays', 'opens', 'closes', 'place'] as const)
      form.set(`hours-${n}-${field}`, one[field]);
    for (const field of ['weekdays', 'weeks'] as const)
      for (const value of one[field]) form.append(`hours-${n}-${field}`, value);
    if (one.closedOnHolidays) form.set(`hours-${n}-holidays`, 'on');
    if (one.closedAtYearEnd) form.set(`hours-${n}-yearEnd`, 'on');
  }
  return form;
}

describe('rows of hours', () => {
  test('are read as people write times', () => {
    expect(
      rulesOf([
        row({ weekdays: ['1', '4'], opens: '９時半'.replace('半', '30分'), closes: '１７：００' }),
      ]),
    ).toEqual([{ weekdays: [1, 4], opens: 570, closes: 1020, except: ['holidays', 'year_end'] }]);
    expect(rulesOf([row({ opens: '17:00', closes: '26:00', place: ' 市役所 ' })])).toMatchObject([
      { opens: 1020, closes: 1560, place: '市役所' },
    ]);
  });

  test('that nobody filled in are none, whatever their boxes say', () => {
    expect(rulesOf(withBlankHours([]))).toEqual([]);
    expect(withBlankHours([emptyHours(), row({ opens: '9' })])).toHaveLength(3);
  });

  test('with a time that is none are refused later, never guessed', () => {
    expect(rulesOf([row({ opens: '朝', closes: '夕方' })])).toMatchObject([
      { opens: -1, closes: -1 },
    ]);
  });

  test('tell any rule there and back', () => {
    const rule: fc.Arbitrary<HoursRule> = fc
      .record({
        weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 })),
        weeks: fc.uniqueArray(fc.integer({ min: 1, max: 6 })),
        monthDays: fc.uniqueArray(fc.integer({ min: 1, max: 31 })),
        opens: fc.integer({ min: 0, max: 1439 }),
        closes: fc.integer({ min: 1, max: 2880 }),
        holidays: fc.boolean(),
        yearEnd: fc.boolean(),
        place: fc.constantFrom('', '市役所', '中部 1階'),
      })
      .map(({ weekdays, weeks, monthDays, opens, closes, holidays, yearEnd, place }) => ({
        ...(weekdays.length > 0 ? { weekdays } : {}),
        ...(weeks.length > 0 ? { weeks } : {}),
        ...(monthDays.length > 0 ? { monthDays } : {}),
        opens,
        closes,
        ...exceptOf(holidays, yearEnd),
        ...(place ? { place } : {}),
      }));
    fc.assert(
      fc.property(fc.array(rule), (rules) => {
        expect(rulesOf(rules.map(hoursRowOf))).toEqual(rules);
        expect(rulesOf(readHoursRows(sent(rules.map(hoursRowOf))))).toEqual(rules);
      }),
    );
  });

  test('of more than a screenful are all there when the form is saved as it was opened', () => {
    const rules = Array.from({ length: 60 }, (_, n) => ({ opens: n, closes: n + 60 }));
    expect(rulesOf(readHoursRows(sent(rules.map(hoursRowOf))))).toEqual(rules);
  });

  test('take days of the month as they are written, and guess none', () => {
    const daysOf = (monthDays: string) =>
      rulesOf([row({ monthDays, opens: '9:00', closes: '10:00' })])[0]?.monthDays;
    expect(daysOf('１０日、25日')).toEqual([10, 25]);
    expect(daysOf('1〜5日')).toEqual([1, 2, 3, 4, 5]);
    for (const none of ['末日', '32', '5〜1', '第2']) expect(daysOf(none), none).toEqual([0]);
    expect(daysOf('')).toBeUndefined();
  });
});

test('two rows of one date are its hours together, one without times closes it, there and back', () => {
  const rows = [
    { date: '2026/12/1', opens: '10', closes: '12', note: '月に一度' },
    { date: '2026年12月1日', opens: '13', closes: '15', note: '' },
    { date: '2026-12-02', opens: '', closes: '', note: '' },
    { date: '', opens: '', closes: '', note: '' },
  ];
  const told = exceptionsOf(rows);
  expect(told).toEqual([
    {
      date: '2026-12-01',
      hours: [
        { opens: 600, closes: 720 },
        { opens: 780, closes: 900 },
      ],
      note: '月に一度',
    },
    { date: '2026-12-02', hours: [], note: '' },
  ]);
  expect(exceptionsOf(told.flatMap(exceptionRowsOf))).toEqual(told);
});

test('a form gives its rows back as they were typed', () => {
  const form = new FormData();
  form.set('hours-0-opens', '朝');
  form.set('hours-0-closes', '');
  form.append('hours-0-weekdays', '3');
  form.set('exception-0-date', 'あした');
  expect(readHoursRows(form)).toEqual([
    row({ opens: '朝', weekdays: ['3'], closedOnHolidays: false, closedAtYearEnd: false }),
  ]);
  expect(readExceptionRows(form)).toEqual([{ date: 'あした', opens: '', closes: '', note: '' }]);
});

describe('what cannot be read is told where it was typed', () => {
  test('of hours, in the row and field', () => {
    const rows = [
      row({ opens: '9:00', closes: '17:00' }),
      row({ opens: '9:00', closes: '朝まで' }),
      row({ opens: '17:00', closes: '9:00', monthDays: '第2' }),
      row({ opens: '25:00', closes: '26:00', place: 'あ'.repeat(121) }),
    ];
    expect(hoursProblems(withBlankHours(rows))).toEqual({
      'hours-1-closes': 'times',
      'hours-2-closes': 'times',
      'hours-2-monthDays': 'month_days',
      'hours-3-opens': 'times',
      'hours-3-place': 'long',
    });
  });

  test('of single dates, which may be closed all day', () => {
    const told = (over: object) => ({
      date: '2026/12/28',
      opens: '',
      closes: '',
      note: '',
      ...over,
    });
    const rows = [
      told({}),
      told({ date: 'あした', note: 'あ'.repeat(201) }),
      told({ opens: '10時' }),
      told({ opens: '朝', closes: '12:00' }),
    ];
    expect(exceptionProblems(rows)).toEqual({
      'exception-1-date': 'date',
      'exception-1-note': 'long',
      'exception-2-closes': 'times',
      'exception-3-opens': 'times',
    });
  });
});
