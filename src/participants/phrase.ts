/** Reading a recovery phrase as forgivingly as the words allow. */
import { PHRASE_LENGTH } from './promises.ts';
import { WORDS } from './words.ts';

const SMALL = new Map(
  [
    'ぁあ',
    'ぃい',
    'ぅう',
    'ぇえ',
    'ぉお',
    'ゃや',
    'ゅゆ',
    'ょよ',
    'っつ',
    'ゎわ',
    'ゕか',
    'ゖけ',
  ].map((pair): [string, string] => [pair.slice(0, 1), pair.slice(1)]),
);

/** Any width, katakana or hiragana, composed or not; small kana and dakuten do not count; all that is no kana parts words. */
export const foldKana = (typed: string): string =>
  typed
    .normalize('NFKC')
    .normalize('NFD')
    .replace(/[\u3099\u309A\u309B\u309C]/gu, '')
    .replace(/[ァ-ヶ]/gu, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) - 0x60))
    .replace(/[ぁ-ゖ]/gu, (kana) => SMALL.get(kana) ?? kana)
    .replace(/[^ぁ-ん]+/gu, ' ')
    .trim();

const byFolded = new Map(WORDS.map((word) => [foldKana(word), word]));
const LONGEST_TYPED = 1_000;
const LONGEST = Math.max(...[...byFolded.keys()].map((folded) => folded.length));

/** The six words meant, or undefined. */
export function readPhrase(typed: string): string[] | undefined {
  const words = readWords(typed);
  return words?.length === PHRASE_LENGTH ? words : undefined;
}

/** How many words were typed, up to one too many; undefined where some of it is none of the words. */
export const countWords = (typed: string): number | undefined => readWords(typed)?.length;

/** No word begins another, so spaces may stand anywhere or be missing. */
function readWords(typed: string): string[] | undefined {
  const words: string[] = [];
  let rest = foldKana(typed.slice(0, LONGEST_TYPED)).replaceAll(' ', '');
  while (rest !== '' && words.length <= PHRASE_LENGTH) {
    const folded = firstWordOf(rest);
    if (!folded) return undefined;
    words.push(byFolded.get(folded) ?? folded);
    rest = rest.slice(folded.length);
  }
  return words;
}

function firstWordOf(text: string): string | undefined {
  for (let length = 1; length <= LONGEST; length += 1)
    if (byFolded.has(text.slice(0, length))) return text.slice(0, length);
  return undefined;
}

/** What was typed between spaces that is none of the words, as typed: the list is public, so saying so tells nothing. */
export const wordsNotInList = (typed: string): string[] =>
  typed
    .slice(0, LONGEST_TYPED)
    .normalize('NFKC')
    .split(/[\s、。,.]+/u)
    .filter((part) => hasOtherLetters(part) || !isMadeOfWords(foldKana(part).replaceAll(' ', '')));

/** A telephone's keyboard likes to make kanji of hiragana, or leaves them in Latin letters. */
const hasOtherLetters = (part: string): boolean => /\p{L}/u.test(part) && foldKana(part) === '';

function isMadeOfWords(folded: string): boolean {
  if (folded === '') return true;
  const first = firstWordOf(folded);
  return first !== undefined && isMadeOfWords(folded.slice(first.length));
}

/** Six words drawn by `pick`, which gives an even number from 0 up to below its argument. */
export const choosePhrase = (pick: (below: number) => number): string[] =>
  Array.from({ length: PHRASE_LENGTH }, () => WORDS[pick(WORDS.length)] ?? '');
