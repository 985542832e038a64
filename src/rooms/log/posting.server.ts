/** What members post. What comes to a room while others are being kept there is kept together, and told together. */
import { setImmediate as turn } from 'node:timers/promises';
import { now } from '#platform/clock';
import { blamesData, brokenConstraint, db, inTransaction, type Database } from '#platform/db';
import { gatherBy } from '#platform/gather';
import type { Posted, PostRefusal, Wait } from '../events.ts';
import type { RoomViewer } from '../index.ts';
import type { PostInput } from '../input.ts';
import { tellPosted } from '../live.server.ts';
import { membershipOf } from '../members/membership.server.ts';
import { mayWrite } from '../privacy.ts';
import type { Membership } from '../members/membership-queries.server.ts';
import type { MemberId } from '../room.ts';
import { shown, type NewMessage } from './message.ts';
import { appendMessages, holdTurns, listKept } from './message-queries.server.ts';
import { paceOf, waitFor } from './pace.ts';

type Answer = Posted | Wait | PostRefusal;

interface Post {
  viewer: RoomViewer;
  input: PostInput;
}

/** A post as its author's membership was when it came to the room. */
interface Draft extends NewMessage {
  authorId: MemberId;
  author: Membership;
  /** Milliseconds between two messages of its author; 0 where they write as they like. */
  pace: number;
}

const gatherPost = gatherBy(({ input }: Post) => input.roomId.toLowerCase(), postTogether, {
  most: 50,
  blamesOne: blamesData,
  // In the first turn all are told; what those answered wrote meanwhile is read after it, and goes along.
  between: () => turn().then(() => turn()),
});

/**
 * Keeps one message; the same client id with the same text is the same message and gives the same number. One statement
 * keeps all that wait for a room, and one write to each member tells of them.
 */
export const postMessage = (viewer: RoomViewer, input: PostInput): Promise<Answer> =>
  gatherPost({ viewer, input });

async function postTogether(posts: Post[]): Promise<Answer[]> {
  const answers = await answersTo(posts);
  // Something has changed in this very moment (closed, muted, slowed down): as it is now, once more.
  const last = answers.includes(undefined) ? await answersTo(posts) : answers;
  return last.map((answer) => answer ?? 'closed');
}

/** Undefined where the room, as it is when the post comes to it, does not take it. */
async function answersTo(posts: Post[]): Promise<(Answer | undefined)[]> {
  const drafts = await Promise.all(posts.map(draftOf));
  const written = drafts.filter((draft) => draft !== undefined);
  const kept = await keep(written.filter((draft) => !refusalOf(draft)));
  // What was kept before has its number, whatever has changed since.
  const before = await keptBefore(written.filter((draft) => !isPosted(kept.get(draft))));
  return drafts.map((draft) =>
    draft ? (before.get(draft) ?? refusalOf(draft) ?? kept.get(draft)) : 'not_found',
  );
}

async function draftOf({ viewer, input }: Post): Promise<Draft | undefined> {
  const author = await membershipOf(viewer, input.roomId);
  if (!author) return undefined;
  const { roomId, memberId: authorId } = author;
  const sentAt = now();
  const pace = paceOf(author, sentAt);
  const { clientId, text } = input;
  return { roomId, authorId, clientId, kind: 'text', text, sentAt, author, pace, inTurn: pace > 0 };
}

const refusalOf = ({ author: { state, mutedAt } }: Draft): PostRefusal | undefined => {
  if (!mayWrite(state)) return 'closed';
  return mutedAt ? 'muted' : undefined;
};

const isPosted = (outcome: Posted | Wait | undefined): outcome is Posted =>
  outcome !== undefined && 'seq' in outcome;

/** What is kept now, and who has to wait; told in the order of the numbers. */
async function keep(drafts: Draft[]): Promise<Map<Draft, Posted | Wait>> {
  const outcomes = await (
    drafts.some(({ inTurn }) => inTurn)
      ? inTransaction((trx) => appendInTurn(trx, drafts))
      : append(db, drafts)
  ).catch(noneIfTwice);
  for (const [draft, outcome] of outcomes)
    if (isPosted(outcome)) tellPosted(shown(draft, outcome.seq, draft.author));
  return outcomes;
}

/** Another process has kept one of them in the same moment: this statement kept none. */
function noneIfTwice(error: unknown): Map<Draft, Posted | Wait> {
  if (brokenConstraint(error) === 'messages_once') return new Map();
  throw error;
}

/** Where one writes slowly, turns are taken on the members' rows, in the transaction that keeps the messages. */
async function appendInTurn(trx: Database, drafts: Draft[]): Promise<Map<Draft, Posted | Wait>> {
  const slow = drafts.filter(({ inTurn }) => inTurn);
  const lastWrote = await holdTurns(
    trx,
    slow.map(({ authorId }) => authorId),
  );
  const waits = new Map<Draft, Wait>();
  for (const draft of slow) {
    const waitMs = waitFor(lastWrote.get(draft.authorId) ?? null, draft.pace, draft.sentAt);
    if (waitMs > 0) waits.set(draft, { waitMs });
    else lastWrote.set(draft.authorId, draft.sentAt);
  }
  const kept = await append(
    trx,
    drafts.filter((draft) => !waits.has(draft)),
  );
  return new Map([...waits, ...kept]);
}

async function append(database: Database, drafts: Draft[]): Promise<Map<Draft, Posted | Wait>> {
  const seqs = await appendMessages(database, drafts);
  return new Map([...seqs].map(([draft, seq]) => [draft, { seq }]));
}

async function keptBefore(drafts: Draft[]): Promise<Map<Draft, Posted | 'conflict'>> {
  const found = await listKept(db, drafts);
  return new Map(
    [...found].map(([draft, { seq, body }]) => [draft, body === draft.text ? { seq } : 'conflict']),
  );
}
