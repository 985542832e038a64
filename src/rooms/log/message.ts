/** What is written in a room, and what of it fits. */
import { graphemes, readableText } from '#platform/text';
import type { SlowSeconds } from './pace.ts';
import type { HostPart, MemberId, MemberRole, RoomId, RoomState } from '../room.ts';

const LONGEST_TEXT = 2_000;
/** A frame holds 16 KiB; the rest of it is the envelope. */
const MOST_BYTES = 12_000;
export const PAGE_SIZE = 200;

export type MessageKind = 'text' | SystemLine;
/** Lines without an author, worded in the reader's language. */
export type SystemLine =
  'opened' | 'closed' | 'joined' | 'staff_changed' | 'went_on' | NamedLine | EndingLine | DateLine;
/** Lines whose text is the name of the colleague whom they are about. */
export type NamedLine = 'called' | 'came' | 'not_come' | 'earlier_opened' | 'host_now' | 'proposed';
/** What stands beside a talk of two has changed with it. */
export const isStepBeside = (kind: MessageKind): boolean =>
  ['called', 'came', 'not_come', 'earlier_opened', 'proposed'].includes(kind);
/** Said before the end is reached. */
export type EndingLine = 'ends_in_10' | 'ends_in_5';
/** Its date takes place no more at this time. */
export type DateLine = 'called_off' | 'moved';

export interface Message {
  roomId: RoomId;
  /** Gapless from 1 in each room. */
  seq: number;
  kind: MessageKind;
  authorId: MemberId | null;
  nickname: string;
  host: boolean;
  /** Of a host in a talk of two. */
  part: HostPart | null;
  /** Empty where hidden; of `host_now` who hosts from there on. */
  text: string;
  /** Milliseconds since 1970. */
  sentAt: number;
  /** What its author's device knows it by while it waits for the acknowledgement. */
  clientId: string;
  hidden: boolean;
  /** A statement that came late: it is read after the message of this number. */
  standsAfter?: number | undefined;
}

/** Not yet numbered. */
export interface NewMessage {
  roomId: RoomId;
  authorId: MemberId | null;
  clientId: string;
  kind: MessageKind;
  text: string;
  sentAt: Date;
  /** However slowly one writes there: the author's turn, which is the caller's to give, is taken with it. */
  inTurn: boolean;
}

export interface Author {
  nickname: string;
  role: MemberRole | null;
  part?: HostPart | null;
}

/** As it is told at once. */
export const shown = (message: NewMessage, seq: number, author: Author): Message => ({
  roomId: message.roomId,
  seq,
  kind: message.kind,
  authorId: message.authorId,
  nickname: author.nickname,
  host: author.role === 'host',
  part: author.part ?? null,
  text: message.text,
  sentAt: message.sentAt.getTime(),
  clientId: message.clientId,
  hidden: false,
});

/** What follows a number, with what a device must know to be right again after any lost hint. */
export interface MessagePage {
  messages: Message[];
  /** True where a further page follows. */
  more: boolean;
  state: RoomState;
  /** The room's last number when the page was read. */
  seq: number;
  /** Numbers of every hidden message. */
  hidden: number[];
  /** How long everybody but hosts waits between two messages; null where nobody has to. */
  slowSeconds: SlowSeconds | null;
  /** The reader's own: they came after somebody was put out, and write slowly at first. */
  paced: boolean;
  /** The reader's own: they read on, and do not write for now. */
  muted: boolean;
  /** Whose words the reader does not want to see. */
  unseen: MemberId[];
}

/** Why a text cannot be a message, after `readableText`. */
export function textProblem(text: string): 'empty' | 'too_long' | undefined {
  const readable = readableText(text);
  if (readable === '') return 'empty';
  const bytes = new TextEncoder().encode(readable).length;
  return bytes > MOST_BYTES || graphemes(readable) > LONGEST_TEXT ? 'too_long' : undefined;
}
