/** Who cannot hear, and who could not be heard. */
import { seconds } from '#platform/clock';
import type { MemberId } from '../room.ts';
import type { WaitingStatement } from '../statements/statement.ts';

/** Waiting: said, and no host has taken it yet. */
export type CannotHear = 'waiting' | 'seen';

/** Somebody who cannot hear or read what is said, as hosts are told. */
export interface Waiting {
  memberId: MemberId;
  nickname: string;
  /** Milliseconds since 1970. */
  since: number;
}

/** What a member knows of it: of themselves, and hosts of everybody who waits. */
export interface Unheard {
  mine: CannotHear | null;
  waiting: Waiting[];
  /** What was written late, and waits for a host. */
  statements: WaitingStatement[];
}

/** Said again sooner, it would only ring at the host once more. */
export const SAID_AGAIN_AFTER_MS = seconds(30);
