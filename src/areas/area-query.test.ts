import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldName, readAreaQuery } from './area-query.ts';

describe('what was typed is read', () => {
  test.each(['170-0013', '1700013', '１７０−００１３', '〒170‐0013', '170ー0013', '170 0013'])(
    'as a postal code: %s',
    (text) => {
      expect(readAreaQuery(text)).toEqual({ kind: 'postal', digits: '1700013' });
    },
  );

  test.each(['170', '17000', '17000133', '0'])(
    'as a postal code with digits missing: %s',
    (text) => {
      expect(readAreaQuery(text)).toEqual({ kind: 'postal_incomplete' });
    },
  );

  test.each(['', ' ', '　', '\n'])('as nothing: %j', (text) => {
    expect(readAreaQuery(text)).toEqual({ kind: 'empty' });
  });

  test('as words, one spelling for all', () => {
    expect(readAreaQuery('広島　フチュウ')).toEqual({ kind: 'name', words: ['広島', 'ふちゅう'] });
    expect(foldName('ﾄｼﾏ')).toBe('としま');
    expect(foldName('龍ヶ崎')).toBe(foldName('龍ケ崎'));
  });

  test('whatever it is, without failing, and spelling twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        readAreaQuery(text);
        expect(foldName(foldName(text))).toBe(foldName(text));
      }),
    );
  });
});

test('of a text that no address is, the first words count: each is held against every municipality', () => {
  const query = readAreaQuery('あ '.repeat(8_000));
  expect(query.kind === 'name' && query.words.length).toBeLessThanOrEqual(8);
  expect(readAreaQuery(`東京都豊島区東池袋${' '.repeat(8_000)}`)).toEqual({
    kind: 'name',
    words: ['東京都豊島区東池袋'],
  });
});
