import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filterOf, queryOf, type Choices } from './filter.ts';

const NONE: Choices = {
  kinds: [],
  ways: [],
  methods: [],
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
