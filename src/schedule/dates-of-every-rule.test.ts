import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { isHoliday } from '#platform/holidays';
import { addDays, weekdayOf } from '#platform/tokyo';
import { heldDates, rule } from '../../tests/support/rules.ts';
import { planOf } from './dates.ts';
import { readRrule, rruleOf, type Recurrence } from './recurrence.ts';
import { ON_HOLIDAY, type Rule } from './rule.ts';

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
