/** Words of a window's own: what its staff often say, and what its procedure for danger adds. */
import type { Locale } from '#paraglide/runtime';
import { STARTING_PHRASES } from './starting-phrases.ts';

export interface DeskWords {
  /** One phrase a line, by language. */
  phrases: Record<Locale, string>;
  procedure: string;
  /** 0 until somebody has saved. */
  edition: number;
}

export const STARTING_WORDS: DeskWords = {
  phrases: { ja: STARTING_PHRASES.ja.join('\n'), en: STARTING_PHRASES.en.join('\n') },
  procedure: '',
  edition: 0,
};

export const phrasesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Those that hold what is looked for, in their order. */
export const phrasesWith = (phrases: string[], wanted: string): string[] => {
  const parts = wanted.normalize('NFKC').toLowerCase().split(/\s+/u).filter(Boolean);
  return phrases.filter((phrase) =>
    parts.every((part) => phrase.normalize('NFKC').toLowerCase().includes(part)),
  );
};
