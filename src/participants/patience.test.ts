import { describe, expect, test } from 'vitest';
import { delayAfter, networkOf } from './patience.ts';

test('the first tries are free, then each waits twice as long, up to a quarter of a minute', () => {
  const delays = [0, 4, 5, 6, 7, 20, 10_000].map((failures) => delayAfter(failures, 5));
  expect(delays).toEqual([0, 0, 500, 1_000, 2_000, 15_000, 15_000]);
});

describe('a network', () => {
  test.each([
    ['192.0.2.7', '192.0.2'],
    ['::ffff:192.0.2.9', '192.0.2'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['', ''],
  ])('%s belongs to %s', (address, network) => expect(networkOf(address)).toBe(network));
});
