import { expect, test } from 'vitest';
import { mostPressingFirst, type BoardWindow } from './board.ts';

const window = (name: string, over: Partial<BoardWindow> = {}): BoardWindow => ({
  ...{
    windowId: name,
    name,
    onDuty: [],
    standing: {},
    counts: {},
    late: 0,
    outcomes: {},
    tellers: {},
  },
  waits: { count: 0, p50: null, p90: null },
  ...over,
});

test('late letters and whoever waits where nobody is come first, quiet windows by name', () => {
  const there = { name: 'K', role: 'window_staff', until: 0, talking: 0, capacity: 2, there: true };
  const counts = { waiting: 1 };
  const all = [
    window('い'),
    window('あ'),
    window('え', { counts, onDuty: [there] }),
    window('う', { counts }),
    window('お', { late: 3 }),
  ];
  expect(all.sort(mostPressingFirst).map(({ name }) => name)).toEqual([
    'お',
    'う',
    'え',
    'あ',
    'い',
  ]);
});
