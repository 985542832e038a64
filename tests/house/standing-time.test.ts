import { expect, test } from 'vitest';
import { byStandingTime } from '../drills/over-contacts.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 26, 11, 0, second));
/** A look each second; in some of them nothing answered. */
const looks = (to: number, isDown: (second: number) => boolean = () => false) =>
  Array.from({ length: to + 1 }, (_, second) => ({ at: at(second), stood: !isDown(second) }));

test('while the portal stands, late is what was due a minute ago', () => {
  expect(byStandingTime(looks(90), at(90))).toEqual(at(90));
});

test('time in which nothing answered makes nothing late', () => {
  const down = (second: number) => second > 40 && second < 60;
  expect(byStandingTime(looks(100, down), at(100))).toEqual(at(80));
});

test('before the portal has stood for a minute nothing is late', () => {
  expect(+byStandingTime(looks(59), at(59))).toBe(0);
});
