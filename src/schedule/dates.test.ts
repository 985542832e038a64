import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { addDays, instantOf, localDate, weekdayOf } from '#platform/tokyo';
import { datesOf, isHoliday, planOf, spanOf } from './dates.ts';
import { readRrule, rruleOf, type Recurrence } from './recurrence.ts';
import { ON_HOLIDAY, type Rule } from './rule.ts';

const rule = (over: Partial<Rule>): Rule => ({
  rrule: over.dates ? null : 'FREQ=DAILY',
  dates: [],
  validFrom: '2026-11-01',
  validUntil: null,
  startsAtMinute: 20 * 60,
  endsAtMinute: 21 * 60 + 30,
  onHoliday: 'held',
  closedAtYearEnd: false,
  closedMonths: [],
  ...over,
});

const heldDates = (one: Rule, from: string, until: string) =>
  datesOf(one, from, until).map(({ date }) => date);

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
    expect(spanOf(late, '2026-11-26')).toEqual({
      startsAt: new Date('2026-11-26T08:00:00Z'),
      endsAt: new Date('2026-11-26T17:00:00Z'),
    });
    const { endsAt } = spanOf({ ...late, endsAtMinute: 48 * 60 }, '2026-11-26');
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

const inOrder = (list: number[]) => list.sort((a, b) => (a < 0 ? 99 : a) - (b < 0 ? 99 : b));
const weekdays = fc
  .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 })
  .map(inOrder);
const weeks = fc
  .uniqueArray(fc.constantFrom(1, 2, 3, 4, 5, -1), { minLength: 1, maxLength: 3 })
  .map(inOrder);
const monthDays = fc
  .uniqueArray(fc.oneof(fc.constant(-1), fc.integer({ min: 1, max: 31 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map(inOrder);
const interval = fc.integer({ min: 1, max: 4 });
const recurrences = fc.oneof(
  fc.record({ every: fc.constant('day' as const), interval }),
  fc.record({ every: fc.constant('week' as const), interval, weekdays }),
  fc.record({ every: fc.constant('month' as const), interval, weekdays, weeks }),
  fc.record({ every: fc.constant('month_day' as const), interval, monthDays }),
) as fc.Arbitrary<Recurrence>; // Weekdays and weeks are drawn from those there are.
const dates = fc.integer({ min: 0, max: 700 }).map((n) => addDays('2026-01-01', n));
const times = {
  startsAtMinute: fc.constantFrom(600, 1200),
  endsAtMinute: fc.constantFrom(1260, 1560),
};
const closed = {
  onHoliday: fc.constantFrom(...ON_HOLIDAY),
  closedAtYearEnd: fc.boolean(),
  closedMonths: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }),
};
const recurring = fc
  .record({ recurrence: recurrences, from: dates, length: fc.nat(500), ...times, ...closed })
  .map(({ recurrence, from, length, ...rest }) => ({
    recurrence,
    rule: rule({
      rrule: rruleOf(recurrence),
      validFrom: from,
      validUntil: addDays(from, length),
      ...rest,
    }),
  }));
const listing = fc
  .uniqueArray(dates, { minLength: 1, maxLength: 9 })
  .map((list) => rule({ dates: list.sort() }));
const severalRules = fc.array(
  fc.oneof(
    recurring.map((drawn) => drawn.rule),
    listing,
  ),
  {
    minLength: 1,
    maxLength: 3,
  },
);

describe('for every rule', () => {
  test('its text can be read back', () => {
    fc.assert(
      fc.property(recurrences, (recurrence) => {
        expect(readRrule(rruleOf(recurrence))).toEqual(recurrence);
      }),
    );
  });

  test('each date satisfies it, and none that satisfies it is missing', () => {
    fc.assert(
      fc.property(recurring, dates, ({ recurrence, rule: drawn }, from) => {
        const until = addDays(from, 120);
        const original = (date: string) =>
          date >= drawn.validFrom &&
          date <= (drawn.validUntil ?? date) &&
          falls(recurrence, drawn.validFrom, date) &&
          isOpen(drawn, date);
        const expected = everyDay(addDays(from, -40), addDays(until, 40))
          .filter(original)
          .map((date) => moved(drawn, date))
          .filter((date) => date !== undefined && date >= from && date < until)
          .filter((date) => date !== undefined && isOpen(drawn, date));
        expect(heldDates(drawn, from, until)).toEqual([...new Set(expected)].sort());
      }),
      { numRuns: 80 },
    );
  });

  test('an independent reader of RFC 5545 finds the same dates', () => {
    fc.assert(
      fc.property(recurrences.filter(canBeReadByICal), dates, (recurrence, from) => {
        const rrule = rruleOf(recurrence);
        const until = addDays(from, 400);
        expect(heldDates(rule({ rrule, validFrom: from }), from, until)).toEqual(
          datesByICal(rrule, from, until),
        );
      }),
      { numRuns: 80 },
    );
  });

  test('two adjoining ranges give what the whole range gives, in order and once', () => {
    fc.assert(
      fc.property(severalRules, dates, fc.nat(90), fc.nat(90), (rules, from, first, second) => {
        const middle = addDays(from, first);
        const end = addDays(middle, second);
        const whole = planOf(rules, from, end);
        expect([...planOf(rules, from, middle), ...planOf(rules, middle, end)]).toEqual(whole);
        const starts = whole.map(({ startsAt }) => startsAt.getTime());
        expect([...new Set(starts)].sort((a, b) => a - b)).toEqual(starts);
        const originals = whole.map(({ originalStart }) => originalStart.getTime());
        expect(new Set(originals).size).toBe(originals.length);
      }),
      { numRuns: 60 },
    );
  });
});

const everyDay = (from: string, until: string): string[] => {
  const days: string[] = [];
  for (let date = from; date < until; date = addDays(date, 1)) days.push(date);
  return days;
};

const DAY = 86_400_000;
const daysSince = (from: string, date: string) => (Date.parse(date) - Date.parse(from)) / DAY;
const monthOf = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
const mondayOf = (date: string) => addDays(date, 1 - weekdayOf(date));
const isLastOfMonth = (date: string, within: number) =>
  addDays(date, within).slice(0, 7) !== date.slice(0, 7);

/** The rule stated once more, day by day and without a recurrence engine. */
function falls(recurrence: Recurrence, start: string, date: string): boolean {
  const { interval: every } = recurrence;
  if (recurrence.every === 'day') return daysSince(start, date) % every === 0;
  if (recurrence.every === 'week')
    return (
      (daysSince(mondayOf(start), mondayOf(date)) / 7) % every === 0 &&
      recurrence.weekdays.some((day) => day === weekdayOf(date))
    );
  if ((monthOf(date) - monthOf(start)) % every !== 0) return false;
  const day = Number(date.slice(8));
  if (recurrence.every === 'month_day')
    return recurrence.monthDays.some((n) => (n === -1 ? isLastOfMonth(date, 1) : n === day));
  return (
    recurrence.weekdays.some((weekday) => weekday === weekdayOf(date)) &&
    recurrence.weeks.some((n) => (n === -1 ? isLastOfMonth(date, 7) : n === Math.ceil(day / 7)))
  );
}

function isOpen(drawn: Rule, date: string): boolean {
  if (drawn.closedMonths.includes(Number(date.slice(5, 7)))) return false;
  return !(drawn.closedAtYearEnd && /-(12-(29|30|31)|01-0[123])$/.test(date));
}

function moved({ onHoliday }: Rule, date: string): string | undefined {
  if (!isHoliday(date) || onHoliday === 'held') return date;
  if (onHoliday === 'skipped') return undefined;
  const step = { day_before: -1, day_after: 1, week_after: 7 }[onHoliday];
  return moved({ onHoliday } as Rule, addDays(date, step));
}

/** ical.js 2.2 passes over months where a fifth weekday comes after one that has no fifth. */
const canBeReadByICal = (recurrence: Recurrence) =>
  recurrence.every !== 'month' || !recurrence.weeks.includes(5);

function datesByICal(rrule: string, from: string, until: string): string[] {
  const start = ICAL.Time.fromDateString(from);
  const iterator = ICAL.Recur.fromString(rrule).iterator(start);
  const found: string[] = [];
  for (let next = iterator.next(); next && next.toString() < until; next = iterator.next())
    found.push(next.toString());
  return found;
}
