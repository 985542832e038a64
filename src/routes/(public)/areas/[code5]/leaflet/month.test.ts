import { expect, test } from 'vitest';
import { around, leafletMonth, spanOf } from './month.ts';

test.each([
  ['2027-02', '2026-11-21', '2027-02'],
  [null, '2026-11-21', '2026-11'],
  [null, '2026-11-25', '2026-12'],
  ['2026-10', '2026-11-21', '2026-11'],
  ['2028-01', '2026-11-21', '2026-11'],
  ['2026-13', '2026-11-21', '2026-11'],
  ['garbage', '2026-12-30', '2027-01'],
])('asked for %s on %s, the leaflet is of %s', (asked, today, month) => {
  expect(leafletMonth(asked, today)).toBe(month);
});

test('a month has its neighbours as far as leaflets are made', () => {
  expect(around('2026-11', '2026-11-21')).toEqual({ after: '2026-12' });
  expect(around('2026-12', '2026-11-21')).toEqual({ before: '2026-11', after: '2027-01' });
  expect(around('2027-11', '2026-11-21')).toEqual({ before: '2027-10' });
});

test('of the running month the days to come are shown, of others all', () => {
  expect(spanOf('2026-11', '2026-11-21')).toEqual({ from: '2026-11-21', days: 10 });
  expect(spanOf('2027-02', '2026-11-21')).toEqual({ from: '2027-02-01', days: 28 });
});
