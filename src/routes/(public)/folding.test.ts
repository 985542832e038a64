import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openParts } from './folding.ts';

test('today and tomorrow stand open, the rest of a full week is folded', () => {
  expect(openParts([5, 4, 8, 7, 6, 7, 5])).toEqual([true, true, false, false, false, false, false]);
});

test('a short week stands open whole, and a long first day does as well', () => {
  expect(openParts([1, 2, 1, 3])).toEqual([true, true, true, true]);
  expect(openParts([40, 1])).toEqual([true, false]);
});

test('whatever the list, its first part is open and nothing is open behind a folded one', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (sizes) => {
      const open = openParts(sizes);
      expect(open[0]).toBe(true);
      expect(open.indexOf(false) === -1 || !open.slice(open.indexOf(false)).includes(true)).toBe(
        true,
      );
    }),
  );
});
