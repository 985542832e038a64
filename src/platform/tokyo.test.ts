import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { instantOf, localDate, localTime, ZONE } from './tokyo.ts';

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
