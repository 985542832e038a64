import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { relativeDay } from '#ui';
import {
  afterFirstTalk,
  changesAt,
  SIGN_UP_POLICIES,
  signUpStateOf,
  type SignUpTerms,
} from './sign-up-terms.ts';

describe('whether a sign-up is taken', () => {
  const terms: SignUpTerms = {
    policy: 'open',
    opensMinutes: 60 * 24 * 7,
    closesMinutes: 30,
    stopsMinutes: 60,
    state: 'scheduled',
    startsAt: new Date('2026-11-26T11:00:00Z'),
    capacity: 2,
    taken: 1,
    slot: null,
  };
  const at = (instant: string, over: Partial<SignUpTerms> = {}) =>
    signUpStateOf({ ...terms, ...over }, new Date(instant));

  test.each([
    ['2026-11-19T10:59:59Z', {}, 'not_yet'],
    ['2026-11-19T11:00:00Z', {}, 'open'],
    ['2026-11-26T10:29:59Z', {}, 'open'],
    ['2026-11-26T10:30:00Z', {}, 'closed'],
    ['2026-11-25T00:00:00Z', { taken: 2 }, 'full'],
    ['2026-11-26T09:59:59Z', { taken: 2 }, 'full'],
    ['2026-11-26T10:00:00Z', { taken: 2 }, 'closed'],
    ['2026-11-26T10:00:00Z', {}, 'open'],
    ['2026-11-25T00:00:00Z', { policy: 'ask' as const }, 'ask'],
    ['2026-11-25T00:00:00Z', { policy: 'none' as const }, 'none'],
    ['2026-11-25T00:00:00Z', { state: 'cancelled' as const }, 'closed'],
  ])('%s %j: %s', (instant, over, expected) => expect(at(instant, over)).toBe(expected));
});

describe('when a page is read again', () => {
  const START = Date.parse('2026-11-26T11:00:00Z');
  const minute = fc.integer({ min: 0, max: 4_000 });
  const slot = fc.record({
    noticeMinutes: minute,
    horizonDays: fc.option(fc.integer({ min: 0, max: 3 })),
    kept: fc.boolean(),
  });
  const terms = fc
    .record({
      policy: fc.constantFrom(...SIGN_UP_POLICIES),
      opensMinutes: fc.option(minute),
      closesMinutes: minute,
      stopsMinutes: minute,
      state: fc.constantFrom('scheduled' as const, 'cancelled' as const),
      capacity: fc.option(fc.integer({ min: 1, max: 3 })),
      taken: fc.integer({ min: 0, max: 3 }),
      slot: fc.option(slot),
      minutes: fc.integer({ min: 1, max: 300 }),
    })
    .map(({ minutes, ...rest }) => ({
      ...rest,
      startsAt: new Date(START),
      endsAt: new Date(START + minutes * 60_000),
    }));
  const instant = fc.integer({ min: -6_000 * 60_000, max: 400 * 60_000 });
  const saidAt = (of: SignUpTerms & { endsAt: Date }, at: Date) =>
    [
      signUpStateOf(of, at),
      signUpStateOf(afterFirstTalk(of), at),
      of.startsAt <= at,
      of.endsAt <= at,
      // What is over is not read again for its day.
      of.endsAt > at && relativeDay(of.startsAt, at),
    ].join();

  test('nothing that is said of a date changes by the clock before the instant that the page names', () => {
    fc.assert(
      fc.property(terms, instant, fc.double({ min: 0, max: 1, noNaN: true }), (of, n, part) => {
        const at = new Date(START + n);
        const next = changesAt(of, at)?.getTime() ?? START + 10_000 * 60_000;
        const before = new Date(at.getTime() + Math.floor(part * (next - 1 - at.getTime())));
        expect(next).toBeGreaterThan(at.getTime());
        expect(saidAt(of, before)).toBe(saidAt(of, at));
      }),
    );
  });

  test('once it is over it is not read again', () => {
    const of = fc.sample(terms, 1)[0];
    expect(of && changesAt(of, of.endsAt)).toBeNull();
  });
});
