/** A talk that is to change hands: the person is asked first, and whoever talks with them does so until another has accepted. */
import type { AccountId } from '#accounts';
import { minutes } from '#platform/clock';
import type { LEVELS } from '#windows';
import type { ConsentId, ReadableDays } from './passing-on.ts';

/** `refused` by the person; `declined` by all who were rung; `lapsed` where nobody took it in time, or is there any more. */
export type HandOverState = 'asked' | 'ringing' | Stopped;
export type Stopped = 'refused' | 'declined' | 'lapsed';

/** While it stands nothing else is asked. */
export const isUnderWay = (state: HandOverState): boolean =>
  state === 'asked' || state === 'ringing';

/**
 * So as not to press, what came to nothing rests: after a no of the person every question of the desk's, else the same one.
 * The person themselves may come back to it at any time.
 */
export const mayAsk = (
  before: Pick<HandOverShown, 'state' | 'standsUntil'>,
  { sameAgain, at }: { sameAgain: boolean; at: number },
): boolean =>
  !isUnderWay(before.state) &&
  ((before.standsUntil ?? 0) <= at || (before.state !== 'refused' && !sameAgain));

const LONGEST_RING_MS = minutes(1);

/** A clock that was set back makes no ring longer. */
export const ringIsOver = (standsUntil: number, at: number): boolean =>
  standsUntil <= at || standsUntil > at + LONGEST_RING_MS;

/** To whom exactly: a window, or one account there by its name. */
export interface HandedTo {
  window: string;
  who: string | null;
}

/** How it stands, for both sides of the talk. */
export interface HandOverShown extends HandedTo {
  /** Of the consent that it becomes. */
  id: ConsentId;
  windowId: string;
  state: HandOverState;
  /** When its ring ends, or from when it may be asked again; null while the person is asked. In milliseconds since 1970. */
  standsUntil: number | null;
  /** When the window takes over, where nobody is there now. */
  meetsAt: number | null;
}

/** How it is kept. */
export interface HandOver extends Omit<HandOverShown, keyof HandedTo> {
  accountId: AccountId | null;
  /** Up to which number the person lets the talk be read, 0 for nothing of it; null but while it rings. */
  upToSeq: number | null;
  days: ReadableDays | null;
}

/** Where a talk could go. Times are milliseconds since 1970. */
export interface HandOverTarget extends HandedTo {
  windowId: string;
  accountId: AccountId | null;
  peer: boolean;
  /** How many could take it now; 0 where nobody is there. */
  there: number;
  /** Until when somebody is there, or from when; null where the roster does not say. */
  at: number | null;
}

/** What stands at the desk beside a talk. */
export interface DeskHandOver {
  now: HandOverShown | null;
  targets: HandOverTarget[];
}

export type Level = (typeof LEVELS)[number];

/** Windows further off, a level at a time, the nearest first. */
export interface Elsewhere {
  level: Level;
  windows: Pick<HandOverTarget, 'windowId' | 'window' | 'there' | 'at'>[];
}

/** What a ring tells of a talk that is handed over. */
export interface HandedOverRing {
  fromWindow: string;
  /** What was said may be read, not the first words alone. */
  withTalk: boolean;
  /** When the ring ends. */
  until: number;
}
