import fc from 'fast-check';
import { expect, test } from 'vitest';
import { days, later } from '#platform/clock';
import { isTooMany, NO_LIMIT } from './repeats.ts';

const NOW = new Date('2026-11-22T00:00:00Z');
const on = (day: number) => later(NOW, days(day));

test('one coming slot at once: the next is free once that has begun', () => {
  const limits = { ...NO_LIMIT, mostHeld: 1 };
  expect(isTooMany([on(1)], on(9), limits, NOW)).toBe(true);
  expect(isTooMany([on(-1)], on(9), limits, NOW)).toBe(false);
  expect(isTooMany([on(1)], on(9), NO_LIMIT, NOW)).toBe(false);
});

test('two within thirty days: before, after and around those that stand', () => {
  const limits = { ...NO_LIMIT, mostIn30Days: 2 };
  expect(isTooMany([on(0), on(10)], on(29), limits, NOW)).toBe(true);
  expect(isTooMany([on(0), on(10)], on(30), limits, NOW)).toBe(false);
  expect(isTooMany([on(20), on(40)], on(15), limits, NOW)).toBe(true);
  expect(isTooMany([on(20), on(40)], on(30), limits, NOW)).toBe(true);
  expect(isTooMany([on(20), on(50)], on(35), limits, NOW)).toBe(false);
});

test('whatever is taken in whatever order, no thirty days hold more, and what is refused would', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 25 }),
      fc.integer({ min: 1, max: 4 }),
      (wishes, most) => {
        const limits = { ...NO_LIMIT, mostIn30Days: most };
        const worst = (starts: Date[]) =>
          Math.max(
            0,
            ...starts.map(
              (from) => starts.filter((one) => one >= from && one < later(from, days(30))).length,
            ),
          );
        const taken: Date[] = [];
        for (const day of wishes)
          if (isTooMany(taken, on(day), limits, NOW))
            expect(worst([...taken, on(day)])).toBeGreaterThan(most);
          else taken.push(on(day));
        expect(worst(taken)).toBeLessThanOrEqual(most);
      },
    ),
  );
});
