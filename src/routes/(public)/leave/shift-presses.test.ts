import { expect, test } from 'vitest';
import { after, NEEDED, noPresses, type Press } from './shift-presses.ts';

const key = (key: string, at: number, more: Partial<Press> = {}): Press[] => [
  { type: 'keydown', key, at, repeat: false, composing: false, ...more },
  { type: 'keyup', key, at: at + 50, repeat: false, composing: false, ...more },
];
const countOf = (presses: Press[]) => presses.reduce(after, noPresses).times.length;

test('three presses of Shift alone within five seconds leave', () => {
  expect(countOf([key('Shift', 0), key('Shift', 1000), key('Shift', 2000)].flat())).toBe(NEEDED);
});

test('slow presses are forgotten', () => {
  expect(countOf([key('Shift', 0), key('Shift', 4000), key('Shift', 6000)].flat())).toBe(2);
});

test('writing capital letters never leaves', () => {
  const [down, up] = key('Shift', 0);
  const capital = [down, ...key('A', 10), up].filter((press) => press !== undefined);
  expect(countOf([...capital, ...capital, ...capital])).toBe(0);
});

test('another key in between starts again', () => {
  expect(countOf([key('Shift', 0), key('a', 500), key('Shift', 1000)].flat())).toBe(1);
});

test('the input method may use Shift while composing', () => {
  const composing = key('Shift', 0, { composing: true });
  expect(countOf([...composing, ...composing, ...composing])).toBe(0);
});

test('holding Shift down is no press', () => {
  const held = key('Shift', 0, { repeat: true }).filter((press) => press.type === 'keydown');
  expect(countOf([...held, ...held, ...held])).toBe(0);
});
