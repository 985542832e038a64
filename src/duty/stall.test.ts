import { expect, test } from 'vitest';
import { later } from '#platform/clock';
import { stallOf } from './stall.ts';

const eight = new Date('2026-11-26T20:00:00+09:00');

test.each([
  [1_000, 0],
  [2_900, 0],
  [3_000, 0],
  [3_001, 2_001],
  [60_000, 59_000],
  [-3_600_000, 0],
])('a loop of one second that looks again after %i ms was held up %i ms', (passed, stall) => {
  expect(stallOf(eight, later(eight, passed), 1_000)).toBe(stall);
});
