import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstOfMonth, nextMonth, previousMonth, daysShown } from './span.ts';

const TODAY = '2026-11-21';

test.each([
  ['week', null, { from: '2026-11-21', days: 7 }],
  ['week', '2026-12-29', { from: '2026-12-29', days: 7 }],
  ['month', null, { from: '2026-11-21', days: 10 }],
  ['month', '2026-11-03', { from: '2026-11-21', days: 10 }],
  ['month', '2026-12-24', { from: '2026-12-01', days: 31 }],
  ['month', '2028-02-29', { from: '2028-02-01', days: 29 }],
  ['month', '2026-09-30', { from: '2026-09-01', days: 30 }],
] as const)('the %s of %s', (view, from, span) => {
  expect(daysShown({ view, from }, TODAY)).toEqual(span);
});

const dates = fc
  .integer({ min: 0, max: 40_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));

test('months follow one another without a gap', () => {
  fc.assert(
    fc.property(dates, (date) => {
      expect(previousMonth(nextMonth(date))).toBe(firstOfMonth(date));
      expect(nextMonth(date) > date).toBe(true);
      expect(previousMonth(date) < firstOfMonth(date)).toBe(true);
    }),
  );
});
