import { expect, test } from 'vitest';
import { later, minutes } from '#platform/clock';
import { endingAt } from './ending.ts';

const END = new Date('2026-11-25T10:40:00Z');

test.each([
  [-11, 'far'],
  [-10, 'ten_minutes'],
  [-6, 'ten_minutes'],
  [-5, 'five_minutes'],
  [0, 'five_minutes'],
  [14, 'five_minutes'],
  [15, 'over'],
])('%i minutes from its end a talk stands at %s', (from, ending) => {
  expect(endingAt(END, later(END, minutes(from)))).toBe(ending);
});
