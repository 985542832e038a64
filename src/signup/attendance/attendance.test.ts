import { describe, expect, test } from 'vitest';
import { countIn, isMonth, monthAfter, monthBefore, spanOf } from './attendance.ts';

describe('a month', () => {
  test('is whole days of Japan', () => {
    expect(spanOf('2026-11')).toEqual({
      from: new Date('2026-10-31T15:00:00Z'),
      until: new Date('2026-11-30T15:00:00Z'),
    });
  });

  test.each(['2026-01', '2026-02', '2027-12', '2028-02', '2028-03'])(
    '%s has one before and one after it',
    (month) => {
      expect(monthAfter(monthBefore(month))).toBe(month);
      expect(monthBefore(monthAfter(month))).toBe(month);
    },
  );

  test.each(['2026-13', '2026-00', '1999-01', '2026-1', '2026-11-01', ''])('is not %j', (text) => {
    expect(isMonth(text)).toBe(false);
  });
});

test.each([
  ['12', 12],
  [' １２ ', 12],
  ['0', 0],
  ['', null],
  ['12人', undefined],
  ['-1', undefined],
  ['1.5', undefined],
  ['99999', undefined],
])('%j as a count is %j', (typed, count) => {
  expect(countIn(typed)).toBe(count);
});
