import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localDate, addDays } from '#platform/tokyo';
import { TIMES_OF_DAY } from './filter.ts';
import { hoursWithin, timeOfDay } from './time-of-day.ts';

test.each([
  ['a Thursday afternoon', '2026-11-26T16:59:59+09:00', 'weekday_day'],
  ['a Thursday evening', '2026-11-26T17:00:00+09:00', 'weekday_evening'],
  ['the last minute of a Friday', '2026-11-27T23:59:59+09:00', 'weekday_evening'],
  ['a Saturday morning', '2026-11-28T00:00:00+09:00', 'weekend'],
  ['the evening of a public holiday', '2026-11-23T19:00:00+09:00', 'weekend'],
])('%s', (_, at, expected) => expect(timeOfDay(new Date(at))).toBe(expected));

test('every instant lies in the hours of its own time of day, and in no others', () => {
  const instants = fc.date({
    min: new Date('2026-01-01T00:00:00Z'),
    max: new Date('2027-12-31T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instants, (at) => {
      const day = localDate(at);
      const holding = TIMES_OF_DAY.filter((time) =>
        rangesOf(hoursWithin([time], addDays(day, -1), addDays(day, 2))).some(
          ([from, until]) => from <= at.getTime() && at.getTime() < until,
        ),
      );
      expect(holding).toEqual([timeOfDay(at)]);
    }),
  );
});

const rangesOf = (written: string): [number, number][] =>
  [...written.matchAll(/\[([^,]+),([^)]+)\)/g)].map(([, from = '', until = '']) => [
    Date.parse(from),
    Date.parse(until),
  ]);
