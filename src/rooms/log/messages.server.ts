import { randomUUID } from 'node:crypto';
import { now } from '#platform/clock';
import { db, type AfterCommit, type Database } from '#platform/db';
import type { RoomViewer } from '../index.ts';
import type { AfterInput } from '../input.ts';
import { tellChanged, tellPosted } from '../live.server.ts';
import { membershipOf } from '../members/membership.server.ts';
import { mayModerate } from '../privacy.ts';
import type { MemberId, RoomId } from '../room.ts';
import {
  PAGE_SIZE,
  shown,
  type Author,
  type Message,
  type MessagePage,
  type NewMessage,
  type SystemLine,
} from './message.ts';
import { appendMessages, listMessages, markHidden } from './message-queries.server.ts';
import { pageAfter } from './pages.server.ts';

/** What follows a number, in order, at most 200; a member who came later reads from there on. */
export async function messagesAfter(
  viewer: RoomViewer,
  { roomId, after }: AfterInput,
): Promise<MessagePage | 'not_found'> {
  const membership = await membershipOf(viewer, roomId);
  return membership ? pageAfter({ membership, after }) : 'not_found';
}

/** The last 200. */
export async function latestMessages(
  viewer: RoomViewer,
  roomId: string,
): Promise<MessagePage | 'not_found'> {
  const membership = await membershipOf(viewer, roomId);
  return membership
    ? pageAfter({ membership, after: Math.max(0, membership.seq - PAGE_SIZE) })
    : 'not_found';
}

/** Of the last 200 lines up to a number what was said, by the caller's right; nothing that was hidden. */
export async function textsUpTo(roomId: RoomId, seq: number): Promise<TextsBefore> {
  const before = Math.max(0, seq - PAGE_SIZE);
  const messages = await listMessages(db, roomId, before, PAGE_SIZE);
  return {
    messages: messages.filter((one) => one.seq <= seq && one.kind === 'text' && !one.hidden),
    before,
  };
}

export interface TextsBefore {
  messages: Message[];
  /** Up to which number one reads on backwards; 0 at the beginning. */
  before: number;
}

/** Withholds a message's words from everybody; its place in the order stays. */
export async function hideMessage(
  viewer: RoomViewer,
  input: { roomId: string; seq: number },
): Promise<'hidden' | 'not_found'> {
  const membership = await membershipOf(viewer, input.roomId);
  if (!membership || !mayModerate(membership.role)) return 'not_found';
  const hidden = await markHidden(db, membership.roomId, input.seq, now());
  if (hidden) tellChanged(membership.roomId);
  return hidden ? 'hidden' : 'not_found';
}

/** A line without author ("the room is open"), told once the caller's transaction stands. */
export async function writeSystemLine(
  trx: Database,
  roomId: RoomId,
  kind: SystemLine,
  afterCommit: AfterCommit,
  text = '',
): Promise<number> {
  const line = { roomId, kind, authorId: null, text };
  const seq = await writeWithin(trx, line, { nickname: '', role: null }, afterCommit);
  if (seq === undefined) throw new Error('a line for a room that does not exist');
  return seq;
}

/** A member's words kept within the caller's transaction, such as what was written before a room was open. */
export async function writeFor(
  trx: Database,
  author: Author & { roomId: RoomId; memberId: MemberId },
  text: string,
  afterCommit: AfterCommit,
): Promise<number | 'closed'> {
  const { roomId, memberId: authorId } = author;
  const words = { roomId, kind: 'text' as const, authorId, text };
  return (await writeWithin(trx, words, author, afterCommit)) ?? 'closed';
}

async function writeWithin(
  trx: Database,
  words: Pick<NewMessage, 'roomId' | 'kind' | 'authorId' | 'text'>,
  author: Author,
  afterCommit: AfterCommit,
): Promise<number | undefined> {
  const message = { ...words, clientId: randomUUID(), sentAt: now(), inTurn: true };
  const seq = (await appendMessages(trx, [message])).get(message);
  if (seq !== undefined) afterCommit(() => tellPosted(shown(message, seq, author)));
  return seq;
}
