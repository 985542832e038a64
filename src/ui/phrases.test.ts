import fc from 'fast-check';
import { expect, test } from 'vitest';
import { phrasesOf } from './phrases.ts';

/** As a reader would mark the places: with a bar. */
const marked = (text: string) => phrasesOf(text).join('|');

test.each([
  '話せる|人を、|いっしょに|さがします。',
  '夜の|ひきこもり家族の|つどい',
  'お住まいの|市区町村の|ひきこもり相談窓口',
  'この|ページから|離れる',
  'この|端末から|消す',
  'はじめての|方のための|家族の|つどい',
  'つながりにくいときの|電話',
  '11月24日（火）の回は、|中止に|なりました',
  '経験者としてお話を|聴きます。',
])('lines end between phrases: %s', (text) => {
  expect(marked(text.replaceAll('|', ''))).toBe(text);
});

test.each(['10時30分', '11月26日（木）', '第2・第4土曜', '3か月', '20:00–21:30', '0120-279-338'])(
  'a date, a time, an amount stays whole: %s',
  (whole) => {
    const parts = phrasesOf(`今月のつどいは${whole}からはじまります`);
    expect(parts.filter((part) => part.includes(whole))).toHaveLength(1);
  },
);

test('foreign words stay whole, and a text without Japanese is left as it is', () => {
  expect(marked('YouTubeとZoomで見られます')).not.toMatch(/[a-z]\|[a-z]/i);
  expect(phrasesOf('Gatherings near you')).toEqual(['Gatherings near you']);
  expect(phrasesOf('')).toEqual(['']);
});

const letters = fc.oneof(
  fc.constantFrom(
    ...'家族のつどい、です。「」（）ー〜ゃッ々・！？年月日時分0129３ aZ\n\u{20BB7}か\u3099👨‍👩‍👧',
  ),
  fc.string({ unit: 'grapheme', maxLength: 2 }),
);
const texts = fc.array(letters, { maxLength: 60 }).map((all) => all.join(''));

test('whatever the text, its parts joined are the text, and none is empty', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const parts = phrasesOf(text);
      expect(parts.join('')).toBe(text);
      expect(text === '' || parts.every(Boolean)).toBe(true);
    }),
  );
});

test('no part begins with what may not begin a line, ends with what may not end one, or parts a letter', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const parts = phrasesOf(text);
      expect(
        parts.slice(1).filter((part) => /^[、。」）ー〜ゃッ々！？\s\p{M}]/u.test(part)),
      ).toEqual([]);
      expect(parts.slice(0, -1).filter((part) => /[「（]$/.test(part))).toEqual([]);
      expect(parts.every((part) => part.isWellFormed())).toBe(text.isWellFormed());
    }),
  );
});

test('no number is parted', () => {
  fc.assert(
    fc.property(fc.nat(), texts, texts, (number, before, after) => {
      expect(
        phrasesOf(`${before}の${number}円${after}`).some((part) => part.includes(`${number}円`)),
      ).toBe(true);
    }),
  );
});

test('asked again, after thousands of other texts too, it says the same', () => {
  const text = '家族のつどいを、いっしょにさがします。';
  const first = phrasesOf(text);
  for (let n = 0; n < 2_100; n++) phrasesOf(`つどい${n}`);
  expect(phrasesOf(text)).toEqual(first);
});
