import { describe, expect, test } from 'vitest';
import { signUpStateOf, type SignUpTerms } from './sign-up-terms.ts';

describe('whether a sign-up is taken', () => {
  const terms: SignUpTerms = {
    policy: 'open',
    opensMinutes: 60 * 24 * 7,
    closesMinutes: 30,
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
    ['2026-11-25T00:00:00Z', { policy: 'ask' as const }, 'ask'],
    ['2026-11-25T00:00:00Z', { policy: 'none' as const }, 'none'],
    ['2026-11-25T00:00:00Z', { state: 'cancelled' as const }, 'closed'],
  ])('%s %j: %s', (instant, over, expected) => expect(at(instant, over)).toBe(expected));
});
