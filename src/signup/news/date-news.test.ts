import { expect, test } from 'vitest';
import { newsOf } from './date-news.ts';

const AT = new Date('2026-11-20T00:00:00Z');
const START = new Date('2026-11-26T05:00:00Z');
const date = {
  sequence: 3,
  state: 'scheduled',
  startsAt: START,
  endsAt: new Date('2026-11-26T06:30:00Z'),
  movedFrom: null,
  usualPlace: null,
} as const;
const read = (seenSequence: number) =>
  ({ state: 'confirmed', seenSequence, placeUnread: false }) as const;

test('what was read is no news', () => {
  expect(newsOf(read(3), { ...date, state: 'cancelled' }, AT)).toBeNull();
  expect(newsOf(read(2), date, AT)).toBe('changed');
});

test('news say what became of it: that it is off before that it was moved, another time before another place', () => {
  const moved = { ...date, movedFrom: new Date('2026-11-25T05:00:00Z'), usualPlace: '中央公民館' };
  expect(newsOf(read(2), { ...moved, state: 'cancelled' }, AT)).toBe('called_off');
  expect(newsOf(read(2), moved, AT)).toBe('moved');
  expect(newsOf(read(2), { ...moved, movedFrom: START }, AT)).toBe('elsewhere');
});

test('nothing is news to whoever gave the place up, nor once it is over', () => {
  expect(newsOf({ state: 'cancelled', seenSequence: 0, placeUnread: false }, date, AT)).toBeNull();
  expect(newsOf(read(2), date, date.endsAt)).toBeNull();
});

test('a place that came is news unless it is off, at another time or elsewhere, which the page says first', () => {
  const came = { ...read(3), placeUnread: true };
  expect(newsOf(came, date, AT)).toBe('moved_up');
  expect(newsOf(came, date, date.endsAt)).toBeNull();
  const before = { ...read(2), placeUnread: true };
  expect(newsOf(before, date, AT)).toBe('moved_up');
  expect(newsOf(before, { ...date, usualPlace: '中央公民館' }, AT)).toBe('elsewhere');
  expect(newsOf(before, { ...date, state: 'cancelled' }, AT)).toBe('called_off');
});

test('a place given back is news until it is read, whatever becomes of the date', () => {
  const givenBack = { state: 'cancelled', seenSequence: 2, placeUnread: true } as const;
  expect(newsOf(givenBack, { ...date, state: 'cancelled' }, AT)).toBe('given_back');
  expect(newsOf({ ...givenBack, placeUnread: false }, date, AT)).toBeNull();
});
