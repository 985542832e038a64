import type { Brand } from '#platform/brand';
import type { LineQuality } from './line/line-quality.ts';

export type RoomId = Brand<string, 'RoomId'>;
/** One member of one room; says nothing about the same person elsewhere. */
export type MemberId = Brand<string, 'MemberId'>;
/** Prepared: entered, not yet written in. Open: written in. Closed: read only, until its texts are purged. */
export type RoomState = 'prepared' | 'open' | 'closed';
export type MemberRole = 'host' | 'participant';
/** What a host of a talk of two is there: who listens, or the colleague who was called in. */
export type HostPart = 'supporter' | 'colleague';

/** A room as one of its members sees it. */
export interface RoomView {
  id: RoomId;
  title: string;
  state: RoomState;
  occurrenceId: string | null;
  contactId: string | null;
  /** A slot's: one person and who listens. */
  oneToOne: boolean;
  /** Milliseconds since 1970; null where no end is set. */
  endsAt: number | null;
  /** The last message's number. */
  seq: number;
  me: { memberId: MemberId; nickname: string; role: MemberRole; part: HostPart | null };
}

export interface Person {
  memberId: MemberId;
  nickname: string;
  role: MemberRole;
  part: HostPart | null;
  /** Told to hosts only. */
  line?: LineQuality;
  /** Told to hosts only. */
  muted?: boolean;
}

/** Who is there: hosts see every member, others those who have written; the rest are a number. */
export interface People {
  named: Person[];
  /** Connected members not named above. */
  watching: number;
  connected: number;
  /** Told to hosts only: reports of participants' messages that nobody has decided yet. */
  reports?: number;
  /** Told to hosts only: who is asked to host. */
  asked?: string;
}
