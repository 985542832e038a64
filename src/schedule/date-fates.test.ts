import { describe, expect, test } from 'vitest';
import type { OccurrenceId } from './occurrence.ts';
import { fatesOf, mustBeSeen, toldBy, type ComingDate } from './date-fates.ts';

const at = (day: number, hour = 20) => new Date(Date.UTC(2026, 11, day, hour - 9));
const span = (day: number, hour?: number) => ({
  startsAt: at(day, hour),
  endsAt: at(day, (hour ?? 20) + 1),
});

const date = (day: number, over: Partial<ComingDate> = {}): ComingDate => ({
  id: `date-${day}` as OccurrenceId,
  originalStart: at(day),
  ...span(day),
  origin: 'rule',
  state: 'scheduled',
  capacity: 10,
  taken: 0,
  waiting: 0,
  inUse: false,
  moved: false,
  resized: false,
  placeName: null,
  ...over,
});
const held = (taken: number, waiting = 0) => ({ taken, waiting, inUse: true });
const plan = (day: number, over = span(day)) => ({ originalStart: at(day), ...over });

const fates = (coming: ComingDate[], planned: ReturnType<typeof plan>[], capacity: number | null) =>
  fatesOf(coming, planned, {
    capacity,
    until: at(31),
    existing: coming.map(({ originalStart }) => originalStart),
  });

describe('what becomes of a date', () => {
  test.each<[string, ComingDate[], ReturnType<typeof plan>[], number | null, object]>([
    ['nothing', [date(3)], [plan(3)], 10, { fate: 'stays', capacity: 10, touched: false }],
    ['a new one comes', [], [plan(3)], 10, { id: null, fate: 'new', capacity: 10 }],
    ['a free one goes', [date(3)], [], 10, { fate: 'goes', to: null, touched: false }],
    [
      'one that is held stays outside the rule',
      [date(3, held(2))],
      [],
      10,
      { fate: 'kept', touched: true, taken: 2, capacity: 10 },
    ],
    [
      'one that was kept before is not touched again',
      [date(3, { ...held(2), origin: 'kept' })],
      [],
      10,
      { fate: 'kept', touched: false },
    ],
    [
      'a free one moves unasked',
      [date(3)],
      [plan(3, span(4))],
      10,
      { fate: 'moves', from: span(3), to: span(4), touched: false },
    ],
    [
      'one that is held moves with its people',
      [date(3, held(2))],
      [plan(3, span(4))],
      10,
      { fate: 'moves', touched: true, taken: 2 },
    ],
    [
      'what hands moved no rule takes back',
      [date(3, { ...held(2), ...span(5), moved: true })],
      [plan(3, span(4))],
      10,
      { fate: 'stays', to: span(5), touched: false },
    ],
    [
      'another place is kept wherever the rule moves the date',
      [date(3, { placeName: '市民会館' })],
      [plan(3, span(4))],
      10,
      { fate: 'moves', placeName: '市民会館' },
    ],
    [
      'taken places are not lost to a smaller number',
      [date(3, held(7))],
      [plan(3)],
      5,
      { fate: 'stays', capacity: 7, keepsPlaces: true, touched: true },
    ],
    [
      'what was raised so before is told once',
      [date(3, { ...held(7), capacity: 7 })],
      [plan(3)],
      5,
      { fate: 'stays', capacity: 7, keepsPlaces: true, touched: false },
    ],
    [
      'what hands sized keeps its size',
      [date(3, { ...held(7), capacity: 20, resized: true })],
      [plan(3)],
      5,
      { fate: 'stays', capacity: 20, keepsPlaces: false, touched: false },
    ],
    [
      'without a number of places nobody counts them',
      [date(3, { ...held(7), capacity: 20, resized: true })],
      [plan(3)],
      null,
      { fate: 'stays', capacity: null },
    ],
  ])('%s', (_, coming, planned, capacity, expected) => {
    const [only, ...others] = fates(coming, planned, capacity);
    expect(only).toMatchObject(expected);
    expect(others).toEqual([]);
  });

  test('a start that has a row already gets no other, and none is written beyond the end', () =>
    expect(
      fatesOf([], [plan(3), plan(4), plan(31)], { capacity: 1, until: at(31), existing: [at(3)] }),
    ).toMatchObject([{ fate: 'new', to: span(4) }]));
});

test('it must be seen where a date goes or one that is held changes, and not else', () => {
  const seen = (...given: Parameters<typeof fates>) => mustBeSeen(fates(...given));
  expect(seen([date(3), date(4, held(3))], [plan(3), plan(4), plan(5)], 8)).toBe(false);
  expect(seen([date(3)], [plan(3, span(4))], 10)).toBe(false);
  expect(seen([date(3)], [], 10)).toBe(true);
  expect(seen([date(3, held(1))], [plan(3, span(4))], 10)).toBe(true);
  expect(seen([date(3, held(9))], [plan(3)], 8)).toBe(true);
});

test('what was told differs once somebody signs up where that matters, and not where a date only stays', () => {
  const told = (coming: ComingDate[]) => toldBy(fates(coming, [plan(3)], 10));
  expect(told([date(3, held(1))])).toBe(told([date(3, held(2))]));
  expect(told([date(4, held(1))])).not.toBe(told([date(4, held(2))]));
  expect(told([date(4)])).not.toBe(told([date(4, held(1))]));
});
