import { expect, test } from 'vitest';
import { countIn, spanOf } from './attendance.ts';

test('a month is whole days of Japan', () => {
  expect(spanOf('2026-11')).toEqual({
    from: new Date('2026-10-31T15:00:00Z'),
    until: new Date('2026-11-30T15:00:00Z'),
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
