/** 「聞こえません」: said by whoever misses what is said, taken by a host, nobody else's business. */
import { later, now } from '#platform/clock';
import { db } from '#platform/db';
import type { RoomViewer } from '../index.ts';
import { tellUnheard } from '../live.server.ts';
import { findMemberById } from '../members/member-queries.server.ts';
import { membershipOf } from '../members/membership.server.ts';
import { mayModerate } from '../privacy.ts';
import type { Membership } from '../members/membership-queries.server.ts';
import type { MemberId } from '../room.ts';
import { waitingStatements } from '../statements/statements.server.ts';
import {
  findCannotHear,
  listCannotHear,
  markCannotHear,
  moveCannotHear,
} from './unheard-queries.server.ts';
import { SAID_AGAIN_AFTER_MS, type Unheard } from './unheard.ts';

/** Once said it stands until a host takes it; 'soon' where it was said, and answered, only a moment ago. */
export async function sayCannotHear(
  viewer: RoomViewer,
  roomId: string,
): Promise<'said' | 'soon' | 'closed' | 'not_found'> {
  const membership = await participantIn(viewer, roomId);
  if (!membership) return 'not_found';
  if (membership.state === 'closed') return 'closed';
  const at = now();
  const saidBefore = later(at, -SAID_AGAIN_AFTER_MS);
  if (await markCannotHear(db, membership.memberId, { at, saidBefore })) {
    tellUnheard(membership.roomId, membership.memberId);
    return 'said';
  }
  return (await findCannotHear(db, membership.memberId)) === 'waiting' ? 'said' : 'soon';
}

/** They hear again, or it was a slip of the finger. */
export async function takeBackCannotHear(
  viewer: RoomViewer,
  roomId: string,
): Promise<'taken_back' | 'not_found'> {
  const membership = await participantIn(viewer, roomId);
  if (!membership) return 'not_found';
  if (await moveCannotHear(db, membership, ['waiting', 'seen'], 'over'))
    tellUnheard(membership.roomId, membership.memberId);
  return 'taken_back';
}

/** A host has seen it, and the member is told so. */
export async function answerCannotHear(
  viewer: RoomViewer,
  { roomId, memberId }: { roomId: string; memberId: MemberId },
): Promise<'seen' | 'not_found'> {
  const membership = await membershipOf(viewer, roomId);
  if (!membership || !mayModerate(membership.role)) return 'not_found';
  const other = await findMemberById(db, membership.roomId, memberId);
  if (!other) return 'not_found';
  const member = { roomId: membership.roomId, memberId };
  if (await moveCannotHear(db, member, ['waiting'], 'seen'))
    tellUnheard(membership.roomId, memberId);
  return 'seen';
}

/** Who cannot hear, as far as the viewer may know: themselves, and a host everybody who waits. */
export async function unheardIn(
  viewer: RoomViewer,
  roomId: string,
): Promise<Unheard | 'not_found'> {
  const membership = await membershipOf(viewer, roomId);
  if (!membership) return 'not_found';
  const isHost = mayModerate(membership.role);
  const isOver = membership.state === 'closed';
  return {
    mine: isHost || isOver ? null : await findCannotHear(db, membership.memberId),
    waiting: isHost && !isOver ? await listCannotHear(db, membership.roomId) : [],
    statements: isHost ? await waitingStatements(membership.roomId) : [],
  };
}

async function participantIn(viewer: RoomViewer, roomId: string): Promise<Membership | undefined> {
  const membership = await membershipOf(viewer, roomId);
  return membership?.role === 'participant' ? membership : undefined;
}
