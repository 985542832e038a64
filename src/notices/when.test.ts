import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hours, later, minutes } from '#platform/clock';
import { localTime } from '#platform/tokyo';
import { dueOf, retryAfter, type Haste } from './when.ts';

const at = (time: string) => new Date(`2026-11-26T${time}:00+09:00`);
const due = (time: string, haste: Haste) => dueOf(at(time), haste, 0).toISOString();

describe('a notice goes out', () => {
  test('a quiet minute after what happened, by day', () => {
    expect(due('14:00', 'by_day')).toBe(at('14:01').toISOString());
  });

  test('in the morning where it happened at night', () => {
    expect(due('22:30', 'by_day')).toBe(later(at('07:00'), hours(24)).toISOString());
    expect(due('03:00', 'by_day')).toBe(at('07:00').toISOString());
  });

  test('in the morning where its quiet minute ends in the night', () => {
    expect(due('21:59', 'by_day')).toBe(later(at('07:00'), hours(24)).toISOString());
  });

  test('at night too where the date is within twelve hours, and not where it is later', () => {
    expect(due('22:30', { before: later(at('22:30'), hours(12)) })).toBe(at('22:31').toISOString());
    expect(due('22:30', { before: later(at('22:30'), hours(12) + 1) })).toBe(
      later(at('07:00'), hours(24)).toISOString(),
    );
  });

  test('at once where somebody is waited for', () => {
    expect(due('03:00', 'at_once')).toBe(at('03:00').toISOString());
  });
});

test('whatever happens whenever: never between ten and seven by day’s haste, never before its minute', () => {
  const instants = fc.date({
    min: at('00:00'),
    max: later(at('00:00'), hours(48)),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instants, fc.double({ min: 0, max: 1, noNaN: true }), (happened, chance) => {
      const out = dueOf(happened, 'by_day', chance);
      expect(localTime(out) >= '07:00' && localTime(out) < '22:00').toBe(true);
      expect(out >= later(happened, minutes(1))).toBe(true);
      expect(out <= later(happened, hours(9) + minutes(2))).toBe(true);
    }),
  );
});

test('tries grow apart, and stay within an hour or so', () => {
  expect([1, 2, 3].map(retryAfter)).toEqual([minutes(2), minutes(4), minutes(8)]);
  expect(retryAfter(60)).toBe(minutes(64));
});
