/** Words that wait for a window: a letter, or what was left where nobody came. Times are milliseconds since 1970. */
import type { Message } from '#rooms';

/** How the writer would like to be answered. */
export const WISHES = ['text', 'room'] as const;
export type Wish = (typeof WISHES)[number];

/** What a desk knows of words before anybody opens them. */
export interface LetterWaiting {
  contactId: string;
  name: string;
  wish: Wish;
  answerBy: number;
  late: boolean;
}

export interface LetterInLine extends LetterWaiting {
  area: string | null;
}

export const LETTERS_PER_PAGE = 50;

/** What the line is in the order of. */
export interface PlaceInLine {
  answerBy: Date;
  writtenAt: Date;
  contactId: string;
}

/** A page of the line. */
export interface LettersInLine {
  letters: LetterInLine[];
  /** How many more there are, after which one; undefined at the end. */
  next: { count: number; after: PlaceInLine } | undefined;
}

export interface LettersAtDesk {
  /** Words that wait for the account's windows: those shown, and by the network they come from how many do in all. */
  letters: (LetterInLine & {
    /** The same for all that came from one network with several others; null for the rest. */
    group: number | null;
  })[];
  lettersFrom: ReadonlyMap<number | null, number>;
  /** Late ones that ring at whoever looks after the people there: the first, and how many. */
  lateLetters: { first: LetterWaiting[]; count: number };
}

/** What the viewer has opened: the first words, and what nobody has answered since. */
export interface LetterOpen extends LetterWaiting {
  words: string;
  texts: Message[];
}

/** The window that takes a letter. */
export interface LetterDesk {
  id: string;
  name: string;
}

/** What a refused letter held, and what to do about it. */
export interface LetterRefused {
  words: string;
  nickname: string;
  wish: string;
  problems: { field: string; message: string }[];
}
