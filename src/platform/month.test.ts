import { expect, test } from 'vitest';
import { isMonth, monthOf, shiftMonth } from './month.ts';

test.each(['2026-01', '2026-02', '2027-12', '2028-02', '2028-03'])(
  '%s has one before and one after it',
  (month) => {
    expect(shiftMonth(shiftMonth(month, -1), 1)).toBe(month);
    expect(shiftMonth(shiftMonth(month, 1), -1)).toBe(month);
  },
);

test('the year turns with it', () => {
  expect(shiftMonth('2026-12', 1)).toBe('2027-01');
  expect(shiftMonth('2026-01', -1)).toBe('2025-12');
});

test('an instant is in the month that Japan has then', () => {
  expect(monthOf(new Date('2026-10-31T15:00:00Z'))).toBe('2026-11');
});

test.each(['2026-13', '2026-00', '1999-01', '2026-1', '2026-11-01', ''])('%j is none', (text) => {
  expect(isMonth(text)).toBe(false);
});
