import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filterOf, queryOf, type Choices } from './filter.ts';
import { categoryOf, signUpStateOf, type SignUpTerms } from './occurrence.ts';

const NONE: Choices = {
  kinds: [],
  ways: [],
  audience: [],
  topics: [],
  firstSteps: [],
  times: [],
};

describe('the address of a search', () => {
  test('what is unknown in it is left out, never refused', () => {
    const query =
      'kind=peer&kind=x&way=online,onsite&from=2026-02-30&page=-3&area=%20豊島区%20%E2%80%8B&q=';
    expect(filterOf(new URLSearchParams(query))).toEqual({
      ...NONE,
      kinds: ['peer'],
      ways: ['online', 'onsite'],
      view: 'week',
      area: '豊島区',
      reach: 'near',
      from: null,
      text: '',
      page: 1,
    });
  });

  test('nothing chosen is an empty query', () => {
    expect(queryOf(filterOf(new URLSearchParams()))).toBe('');
  });

  test('is read back as it was written, whatever stood in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (area, q, rest) => {
        const filter = filterOf(
          new URLSearchParams({ area, q, from: rest, kind: 'place', page: rest }),
        );
        expect(filterOf(new URLSearchParams(queryOf(filter)))).toEqual(filter);
      }),
    );
  });
});

test('a group session is sorted by whom it is for', () => {
  expect(categoryOf('group_session', ['family', 'sibling'])).toBe('family');
  expect(categoryOf('group_session', ['person', 'women_only'])).toBe('person');
  expect(categoryOf('group_session', ['person', 'family'])).toBe('together');
  expect(categoryOf('gathering_place', ['person'])).toBe('place');
});

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
