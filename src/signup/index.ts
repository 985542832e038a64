import type { Brand } from '#platform/brand';
import type { OccurrenceRow, SignUpQuestion } from '#schedule';
import type { Answer } from './form/answers.ts';
import type { DateNews } from './news/date-news.ts';
import type { Problems, SignUpTyped } from './form/input.ts';
import type { Way } from './places.ts';
import type { Refusal } from './words.ts';

export { countIn, MOST_PEOPLE, type Attendance } from './attendance/attendance.ts';
export type { DateNews } from './news/date-news.ts';
export type { DayAhead } from './receipt/day-ahead.ts';
export type { Problems, ProblemKey, SignUpInput, SignUpTyped } from './form/input.ts';
export * from './places.ts';
export { bySeries, type WholeSeries } from './mine/mine.ts';
export { mayEnterByPhone, mayHost } from './privacy.ts';
export { signUpWord } from './words.ts';
export * from './promises.ts';

export type SignupId = Brand<string, 'SignupId'>;
export type SignupState = 'confirmed' | 'waiting' | 'cancelled';

export type KeptOutBy = 'organisation' | 'site';

/** A sign-up as the person who made it sees it. */
export interface Receipt {
  id: SignupId;
  occurrence: OccurrenceRow;
  nickname: string;
  partySize: number;
  way: Way;
  message: string;
  /** What its organiser asks now, and what was answered, to questions that are asked no more too. */
  questions: SignUpQuestion[];
  answers: Answer[];
  state: SignupState;
  /** Place in the queue, from 1; null unless waiting. */
  position: number | null;
  promotionStopsAt: Date;
  /** They wait, nobody moves up any more, and there are places for all of them: `takeFreePlace`. */
  mayTakeFree: boolean;
  hasRoom: boolean;
  /** A host has asked them out, of this room or of all the organisation's: the place stands, the door is closed. */
  keptOut: boolean;
  /** Whoever comes in is asked for a number, and this person has not been in yet. */
  needsCode: boolean;
  /** Not by the person: they are kept out, by whom they may turn to; null otherwise. */
  givenBack: KeptOutBy | null;
  /** One of several dates that belong together: changed and cancelled as one. */
  together: boolean;
  /** Of the occurrence: grows with each change of its time or state. */
  sequence: number;
  /** What became of the date since its person last read of it; null where nothing did. */
  news: DateNews | null;
  roomOpensAt: Date;
  /** Where voice or picture meet, for who is confirmed and chose that, while the door is open; never anywhere else. */
  meetingUrl: string | null;
}

/** What came with one sign-up: the other dates of a course, or those near of a series that its person comes to every time. */
export interface DatesBeside {
  every: boolean;
  dates: { startsAt: Date; waiting: boolean }[];
}

/** A sign-up as the publishing organisation's staff see it. */
export interface ListedSignup {
  id: SignupId;
  nickname: string;
  partySize: number;
  way: Way;
  message: string;
  answers: Answer[];
  state: 'confirmed' | 'waiting';
  /** They have had a first talk with the organisation. */
  talked: boolean;
  /** They phoned, and staff entered them. */
  byPhone: boolean;
}

/** A sign-up form that was not taken, with all that was typed and a new token for the next press. */
export interface RefusedSignUp {
  status: number;
  typed: SignUpTyped;
  formToken: string;
  problems?: Problems;
  refusal?: Refusal;
}
