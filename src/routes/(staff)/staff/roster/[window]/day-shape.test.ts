import { expect, test } from 'vitest';
import { moved, roomFor, type Grip } from './day-shape.ts';

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

test.each([
  ['an axis of office hours', 480, 1320, 'always'],
  ['a wider screen, where somebody is there early', 360, 1320, 'wide'],
  ['paper, where somebody is there at night', 0, 1440, 'paper'],
  ['no axis of two days', 0, 2880, 'never'],
])('times stand beside a name on %s', (_, from, until, room) => {
  expect(roomFor({ from, until }, morning, '三枝', '8:30–12:30')).toBe(room);
});
