import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choosePhrase, countWords, foldKana, readPhrase, wordsNotInList } from './phrase.ts';
import { PHRASE_LENGTH } from './promises.ts';
import { WORDS } from './words.ts';

const phrase = fc.array(fc.constantFrom(...WORDS), {
  minLength: PHRASE_LENGTH,
  maxLength: PHRASE_LENGTH,
});
const katakana = (text: string) =>
  text.replace(/[ぁ-ゖ]/gu, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + 0x60));
const withoutVoicing = (text: string) => text.normalize('NFD').replace(/[\u3099\u309A]/gu, '');
const largeKana = (text: string) =>
  text.replaceAll('ゃ', 'や').replaceAll('ゅ', 'ゆ').replaceAll('ょ', 'よ').replaceAll('っ', 'つ');

describe('the words', () => {
  test('are enough for 64 bits in six', () => {
    expect(WORDS.length).toBeGreaterThanOrEqual(1_626);
    expect(Math.log2(WORDS.length) * PHRASE_LENGTH).toBeGreaterThanOrEqual(64);
    expect(new Set(WORDS).size).toBe(WORDS.length);
  });

  test('are hiragana, differ within three kana, and none begins another', () => {
    const folded = WORDS.map(foldKana).sort();
    for (const word of WORDS) expect(word).toMatch(/^[ぁ-ん]{2,8}$/u);
    expect(new Set(folded.map((word) => word.slice(0, 3))).size).toBe(folded.length);
    folded.slice(1).forEach((word, i) => expect(word.startsWith(folded[i] ?? '?')).toBe(false));
  });

  test.each(['たいほ', 'びょうき', 'ふこう', 'にげる', 'いじわる', 'けいさつ', 'むすこ', 'しごと'])(
    '%s is not among them',
    (word) => expect(WORDS).not.toContain(word),
  );

  test('are drawn evenly and never the same six twice in a million (TRUST P3)', () => {
    const rounds = 1_000_000;
    const places = new Map(WORDS.map((word, place) => [word, place]));
    const seen = new Set<bigint>();
    const counts = WORDS.map(() => 0);
    for (let i = 0; i < rounds; i += 1) {
      let drawn = 0n;
      for (const word of choosePhrase(randomInt)) {
        const place = places.get(word) ?? -1;
        counts[place] = (counts[place] ?? 0) + 1;
        drawn = drawn * BigInt(WORDS.length) + BigInt(place);
      }
      seen.add(drawn);
    }
    expect(seen.size).toBe(rounds);
    const expected = (rounds * PHRASE_LENGTH) / WORDS.length;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // Normal approximation of chi-square; p > 0.001 would call one honest run in a thousand wrong: 4.75 deviations, one in a million.
    const deviations = (chiSquare - (WORDS.length - 1)) / Math.sqrt(2 * (WORDS.length - 1));
    expect(Math.abs(deviations)).toBeLessThan(4.75);
  });
});

describe('a phrase is read', () => {
  const styles: [string, (words: string[]) => string][] = [
    ['as printed', (w) => w.join(' ')],
    ['in katakana with full-width spaces', (w) => katakana(w.join('\u3000'))],
    ['decomposed (NFD)', (w) => w.join(' ').normalize('NFD')],
    ['on six lines', (w) => w.join('\r\n')],
    ['numbered', (w) => w.map((word, i) => `${i + 1}. ${word}`).join('、')],
    ['without spaces', (w) => w.join('')],
    ['with spaces inside words', (w) => [...w.join('')].join(' ')],
    ['without dakuten', (w) => withoutVoicing(w.join(' '))],
    ['with large kana for small', (w) => largeKana(w.join(' '))],
    ['with zero-width spaces and tabs', (w) => `\u200b${w.join('\t\u200b')}\ufeff`],
  ];
  test.each(styles)('%s', (_, write) => {
    fc.assert(
      fc.property(phrase, (words) => {
        expect(readPhrase(write(words))).toEqual(words);
      }),
    );
  });

  test('in half-width katakana', () => {
    const words = ['みなと', 'たぬき', 'こねこ', 'さくら', 'ぶどう', 'りんご'];
    const typed = 'ﾐﾅﾄ ﾀﾇｷ さくら ﾌﾞﾄﾞｳ ﾘﾝｺﾞ みなと';
    expect(readPhrase(typed)).toEqual(['みなと', 'たぬき', 'さくら', 'ぶどう', 'りんご', 'みなと']);
    expect(wordsNotInList(words.join(' '))).toEqual(['こねこ']);
  });

  test('and where one is missing or too many, how many there are', () => {
    fc.assert(
      fc.property(phrase, (words) => {
        expect(countWords(words.slice(1).join(''))).toBe(PHRASE_LENGTH - 1);
        expect(countWords([...words, ...words].join(' '))).toBe(PHRASE_LENGTH + 1);
      }),
    );
    expect(countWords('さくら こねこ')).toBeUndefined();
    expect(countWords('1. 2.')).toBe(0);
  });

  test('and what a keyboard made of a word is named', () => {
    expect(wordsNotInList('1. さくら 2. 港、ringo ぶどう')).toEqual(['港', 'ringo']);
  });

  test('never from other text, five words or seven', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readPhrase(text)).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(phrase, (words) => {
        expect(readPhrase(words.slice(1).join(' '))).toBeUndefined();
        expect(readPhrase([...words, 'さくら'].join(' '))).toBeUndefined();
      }),
    );
    expect(readPhrase('あ'.repeat(100_000))).toBeUndefined();
  });
});
