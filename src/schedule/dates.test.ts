import { describe, expect, test } from 'vitest';
import { isHoliday } from '#platform/holidays';
import { addDays, instantOf, localDate } from '#platform/tokyo';
import { heldDates, rule } from '../../tests/support/rules.ts';
import { datesOf, instantsOf, planOf } from './dates.ts';
import { ON_HOLIDAY, type Rule } from './rule.ts';

describe('the dates of a rule', () => {
  test.each<[string, Partial<Rule>, [string, string], string[]]>([
    ['once', { dates: ['2026-11-26'] }, ['2026-11-01', '2027-11-01'], ['2026-11-26']],
    ['once, looked for too late', { dates: ['2026-11-26'] }, ['2026-11-27', '2027-11-01'], []],
    [
      'listed dates',
      { dates: ['2026-11-26', '2026-12-10', '2027-01-14'] },
      ['2026-12-01', '2027-01-14'],
      ['2026-12-10'],
    ],
    [
      '第2・第4土曜',
      { rrule: 'FREQ=MONTHLY;BYDAY=2SA,4SA' },
      ['2026-11-01', '2027-01-01'],
      ['2026-11-14', '2026-11-28', '2026-12-12', '2026-12-26'],
    ],
    [
      'the last Friday, every other month',
      { rrule: 'FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR' },
      ['2026-11-01', '2027-04-01'],
      ['2026-11-27', '2027-01-29', '2027-03-26'],
    ],
    [
      'every other week counts from the first valid week',
      { rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', validFrom: '2026-11-05' },
      ['2026-11-10', '2026-12-10'],
      ['2026-11-19', '2026-12-03'],
    ],
    [
      '毎月15日',
      { rrule: 'FREQ=MONTHLY;BYMONTHDAY=15' },
      ['2026-11-01', '2027-02-01'],
      ['2026-11-15', '2026-12-15', '2027-01-15'],
    ],
    [
      '毎月末日, in a leap year too',
      { rrule: 'FREQ=MONTHLY;BYMONTHDAY=-1', validFrom: '2028-01-01' },
      ['2028-01-01', '2028-05-01'],
      ['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30'],
    ],
    [
      '毎月31日 passes over the short months',
      { rrule: 'FREQ=MONTHLY;BYMONTHDAY=31' },
      ['2026-11-01', '2027-04-01'],
      ['2026-12-31', '2027-01-31', '2027-03-31'],
    ],
    [
      '祝日は休み',
      { rrule: 'FREQ=WEEKLY;BYDAY=MO', onHoliday: 'skipped' },
      ['2026-11-16', '2026-12-01'],
      ['2026-11-16', '2026-11-30'],
    ],
    [
      '前日へ: Monday the 23rd goes back to Sunday',
      { rrule: 'FREQ=WEEKLY;BYDAY=MO', onHoliday: 'day_before' },
      ['2026-11-16', '2026-12-01'],
      ['2026-11-16', '2026-11-22', '2026-11-30'],
    ],
    [
      '翌日へ',
      { rrule: 'FREQ=WEEKLY;BYDAY=MO', onHoliday: 'day_after' },
      ['2026-11-16', '2026-12-01'],
      ['2026-11-16', '2026-11-24', '2026-11-30'],
    ],
    [
      '翌日へ, on through the holidays of May',
      { rrule: 'FREQ=MONTHLY;BYMONTHDAY=3', onHoliday: 'day_after' },
      ['2027-05-01', '2027-06-01'],
      ['2027-05-06'],
    ],
    [
      '前日へ, back through the holidays of May',
      { rrule: 'FREQ=MONTHLY;BYMONTHDAY=5', onHoliday: 'day_before' },
      ['2027-04-30', '2027-06-01'],
      ['2027-05-02'],
    ],
    [
      '翌週へ meets the date that is there already: one',
      { rrule: 'FREQ=WEEKLY;BYDAY=MO', onHoliday: 'week_after' },
      ['2026-11-16', '2026-12-08'],
      ['2026-11-16', '2026-11-30', '2026-12-07'],
    ],
    [
      '翌週へ, on where a week later is a holiday too',
      { rrule: 'FREQ=MONTHLY;BYMONTHDAY=29', onHoliday: 'week_after', validFrom: '2030-01-01' },
      ['2030-04-01', '2030-05-28'],
      ['2030-05-13'],
    ],
    [
      '年末年始は休み',
      { rrule: 'FREQ=DAILY', closedAtYearEnd: true },
      ['2026-12-27', '2027-01-06'],
      ['2026-12-27', '2026-12-28', '2027-01-04', '2027-01-05'],
    ],
    [
      'what the year’s turn closes no holiday brings out again',
      { rrule: 'FREQ=MONTHLY;BYMONTHDAY=1', closedAtYearEnd: true, onHoliday: 'week_after' },
      ['2026-12-01', '2027-02-02'],
      ['2026-12-01', '2027-02-01'],
    ],
    [
      '8月休み',
      { rrule: 'FREQ=MONTHLY;BYDAY=1TH', closedMonths: [8] },
      ['2027-07-01', '2027-10-01'],
      ['2027-07-01', '2027-09-02'],
    ],
    [
      'a date moved into a closed month is closed',
      { rrule: 'FREQ=MONTHLY;BYMONTHDAY=29', onHoliday: 'week_after', closedMonths: [5] },
      ['2027-04-01', '2027-06-30'],
      ['2027-06-29'],
    ],
    [
      'a moved last date is held although the rule ends before',
      { rrule: 'FREQ=WEEKLY;BYDAY=MO', validUntil: '2026-11-23', onHoliday: 'week_after' },
      ['2026-11-20', '2026-12-31'],
      ['2026-11-30'],
    ],
  ])('%s', (_, over, [from, until], expected) =>
    expect(heldDates(rule(over), from, until)).toEqual(expected),
  );

  test('a moved date is known by the day it had', () =>
    expect(
      datesOf(
        rule({ rrule: 'FREQ=WEEKLY;BYDAY=MO', onHoliday: 'day_after' }),
        '2026-11-24',
        '2026-11-25',
      ),
    ).toEqual([{ original: '2026-11-23', date: '2026-11-24' }]));

  test('an end past midnight falls on the next day, 48:00 on the day after that', () => {
    const late = rule({ startsAtMinute: 17 * 60, endsAtMinute: 26 * 60 });
    expect(instantsOf(late, '2026-11-26')).toEqual({
      startsAt: new Date('2026-11-26T08:00:00Z'),
      endsAt: new Date('2026-11-26T17:00:00Z'),
    });
    const { endsAt } = instantsOf({ ...late, endsAtMinute: 48 * 60 }, '2026-11-26');
    expect(endsAt).toEqual(new Date('2026-11-27T15:00:00Z'));
  });

  test('no run of holidays moves a date as far as dates are looked for', () => {
    const holidays = Array.from({ length: 25 * 366 }, (_, n) => addDays('2026-01-01', n)).filter(
      isHoliday,
    );
    const distances = holidays.flatMap((date) =>
      ON_HOLIDAY.map((onHoliday) => {
        const [only] = datesOf(
          rule({ rrule: 'FREQ=DAILY', validFrom: date, validUntil: date, onHoliday }),
          addDays(date, -100),
          addDays(date, 100),
        );
        return only ? Math.abs(Date.parse(only.date) - Date.parse(date)) / 86_400_000 : 0;
      }),
    );
    expect(Math.max(...distances)).toBeLessThan(21);
  });
});

describe('the dates of several rules', () => {
  const tuesdays = rule({ rrule: 'FREQ=WEEKLY;BYDAY=TU' });
  const mondays = rule({ rrule: 'FREQ=WEEKLY;BYDAY=MO', onHoliday: 'day_after' });
  const startsOf = (rules: Rule[], from: string, until: string) =>
    planOf(rules, from, until).map(({ originalStart, startsAt }) => [
      localDate(originalStart),
      localDate(startsAt),
    ]);

  test('that meet are one, and the one that no holiday moved', () => {
    const expected = [
      ['2026-11-24', '2026-11-24'],
      ['2026-11-30', '2026-11-30'],
    ];
    expect(startsOf([mondays, tuesdays], '2026-11-18', '2026-12-01')).toEqual(expected);
    expect(startsOf([tuesdays, mondays], '2026-11-18', '2026-12-01')).toEqual(expected);
  });

  test('at different times of a day are two', () => {
    const mornings = { ...tuesdays, startsAtMinute: 600, endsAtMinute: 660 };
    expect(startsOf([mondays, mornings], '2026-11-24', '2026-11-25')).toEqual([
      ['2026-11-24', '2026-11-24'],
      ['2026-11-23', '2026-11-24'],
    ]);
  });

  test('that count as the same date are held once, where no holiday moves it', () => {
    const held = { ...mondays, onHoliday: 'held' as const };
    expect(startsOf([mondays, held], '2026-11-23', '2026-11-25')).toEqual([
      ['2026-11-23', '2026-11-23'],
    ]);
    expect(startsOf([mondays, held], '2026-11-24', '2026-11-25')).toEqual([]);
  });

  test('that start together last as long as the longer', () => {
    const longer = { ...tuesdays, endsAtMinute: 23 * 60 };
    const [plan] = planOf([tuesdays, longer], '2026-11-24', '2026-11-25');
    expect(plan?.endsAt).toEqual(instantOf('2026-11-24', '23:00'));
  });
});
