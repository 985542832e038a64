import { expect, test } from 'vitest';
import { hours, replaceClock, wasSet } from './clock.ts';

test('a clock that only runs was not set; one put forward or back was, once', () => {
  let offBy = 0;
  const restore = replaceClock(() => performance.timeOrigin + performance.now() + offBy);
  wasSet();
  expect(wasSet()).toBe(false);
  for (const ms of [hours(1), -hours(1), 0]) {
    offBy = ms;
    expect(wasSet()).toBe(true);
    expect(wasSet()).toBe(false);
  }
  restore();
});
