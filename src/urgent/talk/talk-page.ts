/** What the page of a contact is given, and what a form sent on it is answered with. */
import type { MessagePage, RoomView } from '#rooms';
import type { LetterDesk } from '../letters/letter.ts';
import type { WhenExpected } from '../callbacks/times.ts';
import type { StageAhead, Talk } from './talk.ts';

interface Line {
  name: string;
  number: string;
  href: string;
  note: string;
}

export interface TalkPageData {
  /** Milliseconds since 1970, by the server's clock. */
  now: number;
  talk: Talk | undefined;
  room: { view: RoomView; page: MessagePage } | undefined;
  clientId: string;
  formToken: string;
  place: {
    chosen: string | null;
    code5: string | null;
    /** The districts of the place, where it has some, and the one chosen. */
    districts: { id: string; name: string }[];
    district: { id: string; name: string } | null;
    /** Where only the prefecture is named. */
    prefCode: string | null;
    searched: string;
    /** With the district, where the postal code that was typed tells it too. */
    found: { code5: string; name: string; prefecture: string; districtId: string | null }[];
    /** The prefecture that was named, or in which all of these are. */
    foundPrefecture: { prefCode: string; name: string } | null;
  };
  ahead: StageAhead[];
  lines: Line[];
  emergency: Line[];
  expected: WhenExpected;
  /** The nearest window of the place that takes a letter. */
  letters: LetterDesk | undefined;
}

/** What every part of the page needs that shows one contact. */
export interface OwnPage {
  talk: Talk;
  /** Milliseconds since 1970, by the server's clock. */
  now: number;
  data: TalkPageData;
  answer: TalkAnswer | null;
}

export interface TalkAnswer {
  refused?: {
    words: string;
    nickname: string;
    problems: { field: string; message: string }[];
  };
  /** What was typed and not kept: given back. */
  draft?: string;
  wordsProblem?: string;
  postProblem?: 'empty' | 'too_long' | 'conflict';
  kept?: boolean;
  /** The time that was chosen is offered no more. */
  timeGone?: boolean;
  /** Shown once, or told that it was noted before. */
  phrase?: string[] | 'already_noted';
  left?: boolean;
}
