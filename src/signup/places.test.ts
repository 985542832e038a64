import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayBePromoted, promotions, roomDoor, seat, waysOf } from './places.ts';

const queue = fc
  .array(fc.integer({ min: 1, max: 4 }), { maxLength: 12 })
  .map((sizes) => sizes.map((partySize, i) => ({ id: String(i), partySize })));
const free = fc.integer({ min: 0, max: 20 });
const sizeOf = (parties: { partySize: number }[]) =>
  parties.reduce((sum, { partySize }) => sum + partySize, 0);

describe('whoever comes next', () => {
  test('gets places for all or none, never more than there are, each with the next number', () => {
    fc.assert(
      fc.property(queue, free, (parties, capacity) => {
        const counters = { capacity, taken: 0, waiting: 0, nextQueueNo: 1 };
        const seats = parties.map(({ partySize }) => seat(counters, partySize));
        const confirmed = parties.filter((_, n) => seats[n]?.state === 'confirmed');
        expect(counters.taken).toBe(sizeOf(confirmed));
        expect(counters.taken).toBeLessThanOrEqual(capacity);
        expect(counters.waiting).toBe(parties.length - confirmed.length);
        expect(seats.map(({ queueNo }) => queueNo)).toEqual(parties.map((_, n) => n + 1));
      }),
    );
  });

  test('always gets a place where their number is not limited', () => {
    const counters = { capacity: null, taken: 900, waiting: 0, nextQueueNo: 7 };
    expect(seat(counters, 4)).toEqual({ state: 'confirmed', queueNo: 7 });
  });
});

describe('what becomes free goes', () => {
  test('to the first who fits whole; a smaller party may pass a larger', () => {
    const waiting = [3, 1, 2, 1].map((partySize, i) => ({ id: 'abcd'[i] ?? '', partySize }));
    expect(promotions(waiting, 2).map(({ id }) => id)).toEqual(['b', 'd']);
    expect(promotions(waiting, 3).map(({ id }) => id)).toEqual(['a']);
    expect(promotions(waiting, 0)).toEqual([]);
  });

  test('never to more than there is room for, in order, leaving nobody who fits', () => {
    fc.assert(
      fc.property(queue, free, (waiting, places) => {
        const promoted = promotions(waiting, places);
        const left = places - sizeOf(promoted);
        const order = promoted.map((party) => waiting.indexOf(party));
        expect(left).toBeGreaterThanOrEqual(0);
        expect(order).toEqual([...order].sort((a, b) => a - b));
        for (const party of waiting)
          if (!promoted.includes(party)) expect(party.partySize).toBeGreaterThan(left);
      }),
    );
  });

  test('to nobody from the stop on', () => {
    const stop = new Date('2026-11-26T10:00:00Z');
    expect(mayBePromoted(stop, new Date(stop.getTime() - 1))).toBe(true);
    expect(mayBePromoted(stop, stop)).toBe(false);
  });
});

describe('the room', () => {
  const evening = {
    startsAt: new Date('2026-11-26T11:00:00Z'),
    endsAt: new Date('2026-11-26T12:30:00Z'),
  };
  test.each([
    ['2026-11-26T10:44:59Z', 'too_early'],
    ['2026-11-26T10:45:00Z', 'open'],
    ['2026-11-26T14:29:59Z', 'open'],
    ['2026-11-26T14:30:00Z', 'over'],
  ])('at %s is %s', (at, door) => expect(roomDoor(evening, new Date(at))).toBe(door));
});

test('text comes first wherever there is a room, and one-to-one there is what the supporter offers', () => {
  const methods = null;
  expect(waysOf({ format: 'online', methods })).toEqual(['text', 'voice', 'watch']);
  expect(waysOf({ format: 'online', methods: ['text'] })).toEqual(['text']);
  expect(waysOf({ format: 'online', methods: ['text', 'video'] })).toEqual(['text', 'video']);
  expect(waysOf({ format: 'hybrid', methods })).toEqual(['text', 'voice', 'watch', 'onsite']);
  expect(waysOf({ format: 'onsite', methods })).toEqual(['onsite']);
});
