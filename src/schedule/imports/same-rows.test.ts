import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joined, joinedInTurn } from './same-rows.ts';

const pair = (alike: boolean, theirsUntouched: boolean, entrysUntouched: boolean) => ({
  ...{ theirs: 'theirs', entrys: 'entrys' },
  ...{ alike, theirsUntouched, entrysUntouched },
});

describe('of two series of one row', () => {
  test.each([
    ['the same, nobody touched either', pair(true, true, true), 'theirs', true],
    ['the same, the entry’s was worked on', pair(true, true, false), 'entrys', true],
    ['the same, theirs was worked on', pair(true, false, true), 'theirs', true],
    ['the same, both were worked on', pair(true, false, false), 'entrys', false],
    ['another content, nobody touched either', pair(false, true, true), 'theirs', false],
    ['another content, the entry’s was worked on', pair(false, true, false), 'entrys', false],
    ['another content, theirs was worked on', pair(false, false, true), 'theirs', false],
    ['another content, both were worked on', pair(false, false, false), 'entrys', false],
  ])('%s', (_, given, stays, otherGoes) => {
    expect(joined(given)).toMatchObject({ stays, otherGoes });
  });
});

const names = fc.constantFrom('a', 'b', 'c');
const pairs = fc.array(
  fc.record({
    theirs: names.map((name) => `theirs ${name}`),
    entrys: names.map((name) => `entrys ${name}`),
    alike: fc.boolean(),
    theirsUntouched: fc.boolean(),
    entrysUntouched: fc.boolean(),
  }),
);

test('what has gone keeps no row, and nothing a person has worked on goes', () => {
  fc.assert(
    fc.property(pairs, (given) => {
      const gone = new Set<string>();
      for (const { stays, other, otherGoes } of joinedInTurn(given)) {
        expect(gone.has(stays) || gone.has(other)).toBe(false);
        if (otherGoes) gone.add(other);
      }
      for (const name of gone)
        expect(
          given.some(
            (one) =>
              (one.theirs === name && one.theirsUntouched) ||
              (one.entrys === name && one.entrysUntouched),
          ),
        ).toBe(true);
    }),
  );
});
