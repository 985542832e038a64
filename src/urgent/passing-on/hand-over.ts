/** A talk that is to change hands: the person is asked first, and whoever talks with them does so until another has accepted. */
import type { AccountId } from '#accounts';
import type { Brand } from '#platform/brand';

export type HandOverId = Brand<string, 'HandOverId'>;

/** `refused` by the person; `not_taken` by anybody who was rung. */
export type HandOverState = 'asked' | 'refused' | 'ringing' | 'not_taken';

/** While it stands nothing else is asked. */
export const isUnderWay = (state: HandOverState): boolean =>
  state === 'asked' || state === 'ringing';

/** To whom exactly: a window, or one account there by its name. */
export interface HandedTo {
  window: string;
  who: string | null;
}

/** How it stands, for both sides of the talk. */
export interface HandOverShown extends HandedTo {
  id: HandOverId;
  state: HandOverState;
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

/** What a ring tells of a talk that is handed over. */
export interface HandedOverRing {
  fromWindow: string;
  /** What was said may be read, not the first words alone. */
  withTalk: boolean;
}
