import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slotTimes } from './slot-times.ts';

test('an evening of 30 minutes each with ten between', () => {
  expect(slotTimes({ from: '19:00', to: '21:00', length: 30, pause: 10 })).toEqual([
    { startsAt: '19:00', endsAt: '19:30' },
    { startsAt: '19:40', endsAt: '20:10' },
    { startsAt: '20:20', endsAt: '20:50' },
  ]);
});

test('the night goes past midnight', () => {
  const times = slotTimes({ from: '23:00', to: '25:00', length: 60, pause: 0 });
  expect(times.map(({ endsAt }) => endsAt)).toEqual(['24:00', '25:00']);
});

test.each([
  { from: '21:00', to: '19:00', length: 30, pause: 0 },
  { from: '19:00', to: '19:20', length: 30, pause: 0 },
  { from: 'いつか', to: '20:00', length: 30, pause: 0 },
  { from: '19:00', to: '20:00', length: NaN, pause: 0 },
  { from: '19:00', to: '20:00', length: 0, pause: 0 },
])('nothing comes of %o', (plan) => {
  expect(slotTimes(plan)).toEqual([]);
});

test('slots never overlap and never leave the day that was given', () => {
  const minute = (time: string) => Number(time.split(':')[0]) * 60 + Number(time.split(':')[1]);
  fc.assert(
    fc.property(fc.nat(20), fc.nat(27), fc.nat(120), fc.nat(60), (from, to, length, pause) => {
      const times = slotTimes({ from: `${from}:00`, to: `${to}:00`, length, pause });
      let last = from * 60;
      for (const { startsAt, endsAt } of times) {
        expect(minute(startsAt)).toBeGreaterThanOrEqual(last);
        last = minute(endsAt);
      }
      expect(last).toBeLessThanOrEqual(Math.max(from, to) * 60);
    }),
  );
});
