import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, weekdayOf } from '#platform/tokyo';
import { datesOf, isHoliday, spanOf } from './dates.ts';
import {
  readRrule,
  rruleOf,
  type Recurrence,
  type WeekOfMonth,
  type Weekday,
} from './recurrence.ts';
import type { Rule } from './rule.ts';

const rule = (over: Partial<Rule>): Rule => ({
  rrule: null,
  validFrom: '2026-11-01',
  validUntil: null,
  startsAtMinute: 20 * 60,
  endsAtMinute: 21 * 60 + 30,
  skipsHolidays: false,
  ...over,
});

describe('the dates of a rule', () => {
  test('once is one date', () => {
    const once = rule({ validFrom: '2026-11-26' });
    expect(datesOf(once, '2026-11-01', '2027-11-01')).toEqual(['2026-11-26']);
    expect(datesOf(once, '2026-11-27', '2027-11-01')).toEqual([]);
  });

  test('第2・第4土曜', () => {
    const saturdays = rule({ rrule: 'FREQ=MONTHLY;BYDAY=2SA,4SA' });
    expect(datesOf(saturdays, '2026-11-01', '2027-01-01')).toEqual([
      '2026-11-14',
      '2026-11-28',
      '2026-12-12',
      '2026-12-26',
    ]);
  });

  test('the last Friday, every other month', () => {
    const fridays = rule({ rrule: 'FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR' });
    expect(datesOf(fridays, '2026-11-01', '2027-04-01')).toEqual([
      '2026-11-27',
      '2027-01-29',
      '2027-03-26',
    ]);
  });

  test('every other week counts from the first valid week', () => {
    const rule14 = rule({ rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', validFrom: '2026-11-05' });
    expect(datesOf(rule14, '2026-11-10', '2026-12-10')).toEqual(['2026-11-19', '2026-12-03']);
  });

  test('public holidays are left out where the rule says so', () => {
    const mondays = rule({ rrule: 'FREQ=WEEKLY;BYDAY=MO', skipsHolidays: true });
    expect(datesOf(mondays, '2026-11-16', '2026-12-01')).toEqual(['2026-11-16', '2026-11-30']);
  });

  test('an end past midnight falls on the next day', () => {
    const late = rule({ startsAtMinute: 17 * 60, endsAtMinute: 26 * 60 });
    expect(spanOf(late, '2026-11-26')).toEqual({
      startsAt: new Date('2026-11-26T08:00:00Z'),
      endsAt: new Date('2026-11-26T17:00:00Z'),
    });
  });
});

const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 });
const weeks = fc.uniqueArray(fc.constantFrom(1, 2, 3, 4, 5, -1), { minLength: 1, maxLength: 3 });
const byOrder = (a: number, b: number) => (a < 0 ? 9 : a) - (b < 0 ? 9 : b);
const recurrences: fc.Arbitrary<Recurrence> = fc
  .record({ month: fc.boolean(), interval: fc.integer({ min: 1, max: 3 }), weekdays, weeks })
  .map((r) => {
    const days = r.weekdays.sort(byOrder) as Weekday[];
    return r.month
      ? {
          every: 'month',
          interval: r.interval,
          weekdays: days,
          weeks: r.weeks.sort(byOrder),
        }
      : { every: 'week', interval: r.interval, weekdays: days };
  });
const dates = fc.integer({ min: 0, max: 700 }).map((n) => addDays('2026-01-01', n));
const rules = fc
  .record({
    recurrence: recurrences,
    from: dates,
    length: fc.integer({ min: 0, max: 500 }),
    skips: fc.boolean(),
  })
  .map(({ recurrence, from, length, skips }) => ({
    recurrence,
    rule: rule({
      rrule: rruleOf(recurrence),
      validFrom: from,
      validUntil: addDays(from, length),
      skipsHolidays: skips,
    }),
  }));

describe('for every rule', () => {
  test('its text can be read back', () => {
    fc.assert(
      fc.property(recurrences, (recurrence) => {
        expect(readRrule(rruleOf(recurrence))).toEqual(recurrence);
      }),
    );
  });

  test('each date satisfies it', () => {
    fc.assert(
      fc.property(rules, dates, ({ recurrence, rule }, from) => {
        const until = addDays(from, 200);
        for (const date of datesOf(rule, from, until)) {
          expect(date >= from && date < until && date >= rule.validFrom).toBe(true);
          expect(rule.validUntil !== null && date > rule.validUntil).toBe(false);
          expect('weekdays' in recurrence && recurrence.weekdays).toContain(weekdayOf(date));
          if (recurrence.every === 'month') expect(isOneOf(recurrence.weeks, date)).toBe(true);
          if (rule.skipsHolidays) expect(isHoliday(date)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('two adjoining ranges give what the whole range gives, in order and once', () => {
    fc.assert(
      fc.property(rules, dates, fc.nat(150), fc.nat(150), ({ rule }, from, first, second) => {
        const middle = addDays(from, first);
        const end = addDays(middle, second);
        const whole = datesOf(rule, from, end);
        expect([...datesOf(rule, from, middle), ...datesOf(rule, middle, end)]).toEqual(whole);
        expect([...new Set(whole)].sort()).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });
});

function isOneOf(weeks: WeekOfMonth[], date: string): boolean {
  const nth = Math.ceil(Number(date.slice(8)) / 7);
  const last = addDays(date, 7).slice(0, 7) !== date.slice(0, 7);
  return weeks.some((week) => (week === -1 ? last : week === nth));
}
