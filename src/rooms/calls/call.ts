/** A colleague called into a room of two. */
import type { Brand } from '#platform/brand';
import type { MemberRole, RoomId } from '../room.ts';

export type CallId = Brand<string, 'CallId'>;
/** `passed`: cannot come now; `unanswered`: nobody pressed in time; `over`: the room closed meanwhile. */
export type CallState = 'ringing' | 'came' | 'passed' | 'unanswered' | 'over';

/** How long it rings before whoever called is told that nobody came. */
export const CALL_RINGS_SECONDS = 60;

/** The latest call of a room, as its members read it. */
export interface CallView {
  state: CallState;
  nickname: string;
  /** The person lets the colleague read what was written before. */
  opened: boolean;
  /** Milliseconds since 1970. */
  dueAt: number;
}

/** A call that rings at an account. Nothing that was written: that is read in the room, by whoever comes. */
export interface RingingCall {
  id: CallId;
  roomId: RoomId;
  title: string;
  caller: { nickname: string; role: MemberRole };
  opened: boolean;
  calledAt: number;
  dueAt: number;
}

export interface CallNews {
  /** `/staff`, room `account:<id>`. */
  'call:changed': () => void;
}
