import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import {
  addDays,
  daysBetween,
  instantOf,
  isLocalDate,
  localDate,
  localTime,
  weekdayOf,
  ZONE,
} from './tokyo.ts';

const instants = fc.date({
  min: new Date('1952-01-01T00:00:00Z'),
  max: new Date('2099-12-31T00:00:00Z'),
  noInvalidDate: true,
});

test('an instant has the date and time of day that the calendar of Tokyo gives it', () => {
  fc.assert(
    fc.property(instants, (at) => {
      const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(ZONE);
      expect(localDate(at)).toBe(local.toPlainDate().toString());
      expect(localTime(at)).toBe(local.toPlainTime().toString({ smallestUnit: 'minute' }));
    }),
  );
});

test('a local date and time lead back to their instant, in 24+ hour notation to the next day', () => {
  const at = new Date('2026-11-26T11:30:00Z');
  expect(instantOf(localDate(at), localTime(at))).toEqual(at);
  expect(instantOf('2026-11-26', '26:00')).toEqual(new Date('2026-11-26T17:00:00Z'));
});

test('days are counted as the calendar counts them, over years and leap days', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: -800, max: 800 }), (at, n) => {
      const date = Temporal.PlainDate.from(localDate(at));
      expect(addDays(date.toString(), n)).toBe(date.add({ days: n }).toString());
      expect(daysBetween(date.toString(), date.add({ days: n }).toString())).toBe(n);
      expect(weekdayOf(date.toString())).toBe(date.dayOfWeek);
    }),
  );
});

test.each(['2026-02-30', '2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '', 'あす'])(
  'the calendar has no %s',
  (text) => expect(isLocalDate(text)).toBe(false),
);

test.each(['2024-02-29', '2026-11-26', '1952-01-01'])('the calendar has %s', (text) =>
  expect(isLocalDate(text)).toBe(true),
);
