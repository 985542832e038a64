import { expect, test } from 'vitest';
import { mostPressingFirst, type BoardWindow } from './board.ts';

const none = { count: 0, first: null };
const window = (name: string, over: Partial<BoardWindow> = {}): BoardWindow => ({
  ...{ windowId: name, name, onDuty: [], ringing: none, waiting: none, talking: 0 },
  ...{ letters: { ...none, late: 0 }, callbacks: none, outcomes: {}, tellers: {} },
  waits: { count: 0, p50: null, p90: null },
  ...over,
});

test('late letters and whoever waits where nobody is come first, quiet windows by name', () => {
  const there = { name: 'K', role: 'window_staff', until: 0, talking: 0, capacity: 2, there: true };
  const waiting = { count: 1, first: 0 };
  const all = [
    window('い'),
    window('あ'),
    window('え', { waiting, onDuty: [there] }),
    window('う', { waiting }),
    window('お', { letters: { count: 5, first: 0, late: 3 } }),
  ];
  expect(all.sort(mostPressingFirst).map(({ name }) => name)).toEqual([
    'お',
    'う',
    'え',
    'あ',
    'い',
  ]);
});
