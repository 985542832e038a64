/** Statements written late: handed in by whoever could not be heard, put into the record by a host, in their place. */
import type { AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { brokenConstraint, db, inTransaction, type Database } from '#platform/db';
import type { RoomViewer } from '../index.ts';
import { tellChanged, tellUnheard } from '../live.server.ts';
import { lockMember } from '../members/member-queries.server.ts';
import { membershipOf } from '../members/membership.server.ts';
import { mayModerate } from '../privacy.ts';
import type { Membership } from '../members/membership-queries.server.ts';
import type { RoomId } from '../room.ts';
import {
  countWaitingOf,
  declineWaiting,
  findMissedAfter,
  insertStatement,
  listOwn,
  listRoomsWithStatements,
  listWaitingStatements,
  placeWaiting,
  type RoomWithStatements,
} from './statement-queries.server.ts';
import {
  MOST_WAITING,
  type NewStatement,
  type OwnStatement,
  type StatementId,
  type WaitingStatement,
} from './statement.ts';

/**
 * Hands in what could not be said, for as long as the room's texts are there. Without a place it stands where its author's
 * line first failed them, else at the end. The same client id is the same statement.
 */
export async function handInStatement(
  viewer: RoomViewer,
  { roomId, clientId, text, standsAfter }: NewStatement,
): Promise<'handed_in' | 'conflict' | 'too_many' | 'not_found'> {
  const membership = await authorIn(viewer, roomId);
  if (!membership) return 'not_found';
  const place = standsAfter ?? (await defaultPlace(membership));
  if (place > membership.seq || place < membership.readsAfter) return 'not_found';
  return inTransaction(async (trx, afterCommit) => {
    await lockMember(trx, membership.memberId);
    const known = await knownAs(trx, membership, { clientId, text });
    if (known) return known;
    if ((await countWaitingOf(trx, membership)) >= MOST_WAITING) return 'too_many';
    const statement = { roomId: membership.roomId, authorId: membership.memberId, clientId, text };
    if (!(await insertStatement(trx, { ...statement, standsAfter: place, at: now() })))
      return 'conflict';
    afterCommit(() => tellUnheard(membership.roomId, membership.memberId));
    return 'handed_in';
  });
}

async function knownAs(
  trx: Database,
  membership: Membership,
  { clientId, text }: { clientId: string; text: string },
): Promise<'handed_in' | 'conflict' | undefined> {
  const own = (await listOwn(trx, membership)).find((one) => one.clientId === clientId);
  return own && (own.text === text ? 'handed_in' : 'conflict');
}

const defaultPlace = async ({ memberId, seq }: Membership): Promise<number> =>
  (await findMissedAfter(db, memberId)) ?? seq;

/** What the viewer has handed in, and where the next one would stand. */
export async function ownStatements(
  viewer: RoomViewer,
  roomId: string,
): Promise<{ statements: OwnStatement[]; standsAfter: number } | 'not_found'> {
  const membership = await authorIn(viewer, roomId);
  if (!membership) return 'not_found';
  const statements = await listOwn(db, membership);
  return { statements, standsAfter: await defaultPlace(membership) };
}

/** Only participants of a session's room that has begun: hosts write when they like. */
async function authorIn(viewer: RoomViewer, roomId: string): Promise<Membership | undefined> {
  const membership = await membershipOf(viewer, roomId);
  const mayHandIn = membership?.role === 'participant' && membership.occurrenceId !== null;
  return mayHandIn && membership.state !== 'prepared' ? membership : undefined;
}

/** Puts a waiting statement into the record; the same again does nothing. Only hosts find it. */
export async function placeStatement(
  viewer: RoomViewer,
  { roomId, statementId }: { roomId: string; statementId: StatementId },
): Promise<'placed' | 'not_found'> {
  const hosted = await hostedBy(viewer, roomId);
  return hosted ? placeWithin(hosted, statementId) : 'not_found';
}

/** Leaves it to its author alone, with a kind word if the host has one. */
export async function declineStatement(
  viewer: RoomViewer,
  { roomId, statementId, answer }: { roomId: string; statementId: StatementId; answer: string },
): Promise<'declined' | 'not_found'> {
  const hosted = await hostedBy(viewer, roomId);
  return hosted ? declineWithin(hosted, statementId, answer) : 'not_found';
}

async function hostedBy(viewer: RoomViewer, roomId: string): Promise<RoomId | undefined> {
  const membership = await membershipOf(viewer, roomId);
  return membership && mayModerate(membership.role) ? membership.roomId : undefined;
}

/** The same by the caller's right. Told without its words: each member reads what is theirs to read. */
export async function placeWithin(
  roomId: RoomId,
  statementId: StatementId,
): Promise<'placed' | 'not_found'> {
  const placed = await inTransaction((trx) => placeWaiting(trx, { roomId, id: statementId })).catch(
    (error: unknown) => {
      // Its author has said it after all, under the same client id.
      if (brokenConstraint(error) === 'messages_once') return undefined;
      throw error;
    },
  );
  if (!placed) return 'not_found';
  tellChanged(roomId);
  tellUnheard(roomId, placed.authorId);
  return 'placed';
}

/** The same by the caller's right. */
export async function declineWithin(
  roomId: RoomId,
  statementId: StatementId,
  answer: string,
): Promise<'declined' | 'not_found'> {
  const authorId = await declineWaiting(db, { roomId, id: statementId }, answer || null);
  if (!authorId) return 'not_found';
  tellUnheard(roomId, authorId);
  return 'declined';
}

/** What waits in a room, by the caller's right. */
export const waitingStatements = (roomId: RoomId): Promise<WaitingStatement[]> =>
  listWaitingStatements(db, roomId);

/** The dates whose rooms the viewer hosts, or hosted, and where statements wait. */
export const statementsWaitingFor = (viewer: AccountViewer): Promise<RoomWithStatements[]> =>
  listRoomsWithStatements(db, viewer.accountId);
