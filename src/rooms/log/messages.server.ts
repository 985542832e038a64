import { randomUUID } from 'node:crypto';
import { now } from '#platform/clock';
import { brokenConstraint, db, inTransaction, type AfterCommit, type Database } from '#platform/db';
import { gatherBy } from '#platform/gather';
import type { Posted, PostRefusal, Wait } from '../events.ts';
import type { RoomViewer } from '../index.ts';
import type { AfterInput, PostInput } from '../input.ts';
import { tellChanged, tellPosted } from '../live.server.ts';
import { membershipOf } from '../members/membership.server.ts';
import { PAGE_SIZE, type Message, type MessagePage, type SystemLine } from './message.ts';
import { takeTurn } from '../safety/moderation-queries.server.ts';
import { paceOf } from './pace.ts';
import { mayModerate, mayWrite } from '../privacy.ts';
import {
  appendMessage,
  findOwnMessage,
  listMessages,
  markHidden,
  type Membership,
} from '../queries.server.ts';
import type { HostPart, MemberId, MemberRole, RoomId } from '../room.ts';
import { pageAfter } from './pages.server.ts';

type Answer = Posted | Wait | PostRefusal;

interface Post {
  viewer: RoomViewer;
  input: PostInput;
}

const gatherPost = gatherBy(({ input }: Post) => input.roomId.toLowerCase(), postTogether, {
  most: 50,
  blamesOne: () => false,
});

/**
 * Keeps one message; the same client id with the same text is the same message and gives the same number. What comes to a
 * room while others are being kept there is kept together, and told together: one write to each member serves them all.
 */
export const postMessage = async (viewer: RoomViewer, input: PostInput): Promise<Answer> =>
  gatherPost({ viewer, input });

/** Each with its own answer, also where it fails; told in the order of their numbers. */
async function postTogether(posts: Post[]): Promise<Promise<Answer>[]> {
  const news: Message[] = [];
  const answers = posts.map((post) => postOne(post, news));
  await Promise.allSettled(answers);
  for (const message of news.toSorted((a, b) => a.seq - b.seq)) tellPosted(message);
  return answers;
}

async function postOne({ viewer, input }: Post, news: Message[]): Promise<Answer> {
  const membership = await membershipOf(viewer, input.roomId);
  if (!membership) return 'not_found';
  const answer =
    refusalOf(membership) ??
    (await keep(membership, input, news)) ??
    (await afterAll({ viewer, input }, news));
  if (typeof answer === 'object' && 'seq' in answer) return answer;
  // What was kept before has its number, whatever has changed since.
  return (await alreadyKept(membership, input)) ?? answer;
}

const refusalOf = ({ state, mutedAt }: Membership): PostRefusal | undefined => {
  if (!mayWrite(state)) return 'closed';
  return mutedAt ? 'muted' : undefined;
};

/** Something has changed in this very moment (closed, muted, slowed down): as it is now, once more. */
async function afterAll({ viewer, input }: Post, news: Message[]): Promise<Answer> {
  const membership = await membershipOf(viewer, input.roomId);
  if (!membership) return 'not_found';
  return refusalOf(membership) ?? (await keep(membership, input, news)) ?? 'closed';
}

async function alreadyKept(
  { roomId, memberId }: Membership,
  { clientId, text }: PostInput,
): Promise<Posted | 'conflict' | undefined> {
  const found = await findOwnMessage(db, { roomId, authorId: memberId, clientId });
  if (!found) return undefined;
  return found.body === text ? { seq: found.seq } : 'conflict';
}

/** Undefined where the room, as it is when the message comes to it, does not take it. */
async function keep(
  membership: Membership,
  input: PostInput,
  news: Message[],
): Promise<Answer | undefined> {
  const { roomId, memberId } = membership;
  const sentAt = now();
  const message = { ...input, roomId, authorId: memberId, kind: 'text' as const, sentAt };
  try {
    const seq = await appendInTurn(membership, message);
    if (typeof seq !== 'number') return seq;
    news.push(shown({ ...message, seq }, membership));
    return { seq };
  } catch (error) {
    // The same post a moment earlier, by another way (socket and form, two tabs).
    if (brokenConstraint(error) !== 'messages_once') throw error;
    return (await alreadyKept(membership, input)) ?? 'conflict';
  }
}

/** Where one writes slowly, the turn is taken on the member's row, in the transaction that keeps the message. */
async function appendInTurn(
  membership: Membership,
  message: Parameters<typeof appendMessage>[1],
): Promise<number | Wait | undefined> {
  const pace = paceOf(membership, message.sentAt);
  if (pace === 0) return appendMessage(db, message);
  return inTransaction(async (trx) => {
    const waitMs = await takeTurn(trx, membership.memberId, pace, message.sentAt);
    return waitMs > 0 ? { waitMs } : appendMessage(trx, message, { inTurn: true });
  });
}

interface Author {
  nickname: string;
  role: MemberRole;
  part?: HostPart | null;
}

const shown = (
  message: {
    roomId: RoomId;
    authorId: MemberId;
    clientId: string;
    text: string;
    seq: number;
    sentAt: Date;
  },
  author: Author,
): Message => ({
  roomId: message.roomId,
  seq: message.seq,
  kind: 'text',
  authorId: message.authorId,
  nickname: author.nickname,
  host: author.role === 'host',
  part: author.part ?? null,
  text: message.text,
  sentAt: message.sentAt.getTime(),
  clientId: message.clientId,
  hidden: false,
});

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
  const line = { roomId, kind, authorId: null, clientId: randomUUID(), text, sentAt: now() };
  const seq = await appendMessage(trx, line);
  if (seq === undefined) throw new Error('a line for a room that does not exist');
  const sentAt = line.sentAt.getTime();
  const nobody = { nickname: '', host: false, part: null };
  afterCommit(() => tellPosted({ ...line, ...nobody, seq, sentAt, hidden: false }));
  return seq;
}

/** A member's words kept within the caller's transaction, such as what was written before a room was open. */
export async function writeFor(
  trx: Database,
  member: { roomId: RoomId; memberId: MemberId; nickname: string; role: MemberRole },
  text: string,
  afterCommit: AfterCommit,
): Promise<number | 'closed'> {
  const { roomId, memberId } = member;
  const message = { roomId, authorId: memberId, clientId: randomUUID(), text, sentAt: now() };
  const seq = await appendMessage(trx, { ...message, kind: 'text' }, { inTurn: true });
  if (seq === undefined) return 'closed';
  afterCommit(() => tellPosted(shown({ ...message, seq }, member)));
  return seq;
}
