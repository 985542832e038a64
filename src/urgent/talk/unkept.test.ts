import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joined, unkeptPart } from './unkept.ts';

test.each([
  ['', '', ''],
  ['夜しか', '', '夜しか'],
  ['夜しか話せない', '夜しか', '話せない'],
  ['夜しか\n話せない', '夜しか', '話せない'],
  ['はじめから書き直し', '夜しか', 'はじめから書き直し'],
  ['夜しか', '夜しか', ''],
])('of 「%s」 beyond 「%s」 「%s」 is not kept yet', (typed, kept, rest) => {
  expect(unkeptPart(typed, kept)).toBe(rest);
});

test('what was put together with the kept words is found again', () => {
  const words = fc.string().map((text) => text.trim());
  fc.assert(
    fc.property(words, words, (kept, more) => {
      expect(unkeptPart(joined(kept, more), kept)).toBe(more);
    }),
  );
});
