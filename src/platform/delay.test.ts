import { expect, test } from 'vitest';
import { delayAfter } from './delay.ts';

test('the first tries are free, then each waits twice as long, never more than 15 seconds', () => {
  const delays = [0, 2, 3, 4, 5, 6, 7, 8, 10_000].map((failures) => delayAfter(failures, 3));
  expect(delays).toEqual([0, 0, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
});
