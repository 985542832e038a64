import type { AccountId } from '#accounts';
import type { RoomId } from '../room.ts';

/** Somebody of the organisation whom a host may ask to host. */
export interface Colleague {
  accountId: AccountId;
  name: string;
}

/** A room that the reader is asked to host, or hosts now. */
export interface Hosting {
  roomId: RoomId;
  title: string;
  /** Who asks; null where the reader hosts already. */
  askedBy: string | null;
}
