import { expect, test } from 'vitest';
import { delayBefore } from './attempts.ts';

test('three tries are free, then each waits longer, never more than 15 seconds', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1000].map(delayBefore)).toEqual([
    0, 0, 0, 500, 1000, 2000, 4000, 8000, 15000, 15000, 15000,
  ]);
});
