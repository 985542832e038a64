import { expect, test } from 'vitest';
import { hasRoom, moved, type Grip } from './day-shape.ts';

const morning = { from: 510, until: 750 };

test.each<[Grip, number, number, number]>([
  ['whole', 15, 525, 765],
  ['whole', 22, 525, 765],
  ['whole', 23, 540, 780],
  ['whole', -7, 510, 750],
  ['whole', -600, 0, 240],
  ['whole', 2000, 1425, 1665],
  ['end', 15, 510, 765],
  ['end', -600, 510, 525],
  ['end', 3000, 510, 1950],
  ['start', -15, 495, 750],
  ['start', 600, 735, 750],
  ['start', -600, 0, 750],
])('held by %s and moved by %i minutes it is from %i to %i', (grip, by, from, until) => {
  expect(moved(morning, grip, by)).toEqual({ from, until });
});

test('times stand beside a name where both have room', () => {
  const [day, office] = [
    { from: 0, until: 1440 },
    { from: 480, until: 1320 },
  ];
  expect(hasRoom(office, morning, '三枝', '8:30–12:30')).toBe(true);
  expect(hasRoom(day, morning, '三枝', '8:30–12:30')).toBe(false);
  expect(hasRoom(office, { from: 480, until: 540 }, '三枝', '8:00–9:00')).toBe(false);
});
