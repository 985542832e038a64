import { expect, onTestFinished, test, vi } from 'vitest';
import { followDatabaseClock, hours, later, now, replaceClock, seconds } from './clock.ts';

test.each([hours(1), -hours(1)])('a machine’s clock that is set by %d ms moves nothing', (ms) => {
  const before = now();
  const set = vi.spyOn(Date, 'now').mockImplementation(() => before.getTime() + ms);
  onTestFinished(() => set.mockRestore());
  expect(new Date(Date.now())).toEqual(later(before, ms));
  expect(now().getTime() - before.getTime()).toBeGreaterThanOrEqual(0);
  expect(now().getTime() - before.getTime()).toBeLessThan(hours(1) / 2);
});

test('the database’s clock is followed by no more than is certain, however long its answer took', () => {
  const heard = new Date('2026-11-26T23:00:10+09:00');
  onTestFinished(replaceClock(() => heard.getTime()));
  const asked = later(heard, -seconds(10));
  followDatabaseClock(asked, later(heard, -seconds(4)));
  expect(now()).toEqual(heard);
  followDatabaseClock(asked, later(heard, hours(1)));
  expect(now()).toEqual(later(heard, hours(1)));
  const askedAgain = later(now(), -seconds(10));
  followDatabaseClock(askedAgain, later(askedAgain, -hours(1)));
  expect(now()).toEqual(heard);
});
