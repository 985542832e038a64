/** A room is found through the viewer's membership: where there is none, there is no room. */
import { db, type Database } from '#platform/db';
import { derivedPseudonym } from '#participants/server';
import { isId } from '#platform/id';
import type { RoomViewer } from '../index.ts';
import {
  findMembership,
  findScope,
  type MemberIdentity,
  type Membership,
} from '../queries.server.ts';
import type { RoomId, RoomView } from '../room.ts';

/** Takes any text for the room's id: what is no id names no room. */
export async function membershipOf(
  viewer: RoomViewer,
  roomId: string,
  database: Database = db,
): Promise<Membership | undefined> {
  if (!isId<RoomId>(roomId)) return undefined;
  const identity = await identityIn(viewer, roomId, database);
  return identity && findMembership(database, roomId, identity);
}

async function identityIn(
  viewer: RoomViewer,
  roomId: RoomId,
  database: Database,
): Promise<MemberIdentity | undefined> {
  if (viewer.kind === 'account') return { accountId: viewer.accountId };
  const scope = await findScope(database, roomId);
  return scope && { pseudonym: derivedPseudonym(viewer, scope) };
}

/** The room as the viewer sees it; undefined for whoever is no member (any more). */
export async function roomOf(viewer: RoomViewer, roomId: string): Promise<RoomView | undefined> {
  const membership = await membershipOf(viewer, roomId);
  return membership && viewOf(membership);
}

/** The same of a talk of two alone: what was said among several is nobody's to hand on. */
export async function talkOfTwo(viewer: RoomViewer, roomId: string): Promise<RoomView | undefined> {
  const membership = await membershipOf(viewer, roomId);
  return membership?.oneToOne ? viewOf(membership) : undefined;
}

export const viewOf = (membership: Membership): RoomView => ({
  id: membership.roomId,
  title: membership.title,
  state: membership.state,
  occurrenceId: membership.occurrenceId,
  contactId: membership.contactId,
  endsAt: membership.endsAt?.getTime() ?? null,
  seq: membership.seq,
  me: {
    memberId: membership.memberId,
    nickname: membership.nickname,
    role: membership.role,
  },
});
