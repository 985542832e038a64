/** In a talk of two who listens proposes a window; what the person answers, or that they do not, nobody is told. */
import { later, minutes, now } from '#platform/clock';
import { db, inTransaction, type Database } from '#platform/db';
import type { RoomViewer } from '../index.ts';
import { writeSystemLine } from '../log/messages.server.ts';
import { membershipOf } from '../members/membership.server.ts';
import { mayWrite } from '../privacy.ts';
import { PROPOSED_AGAIN_AFTER_MINUTES } from '../promises.ts';
import type { Membership } from '../members/membership-queries.server.ts';
import { lockRoom } from '../room-queries.server.ts';
import type { RoomId } from '../room.ts';
import { findProposer, keepProposal, wasProposedSince } from './proposal-queries.server.ts';

/** `soon`: one was made a moment ago; by the clock alone, so that it tells nothing of the answer. */
export const proposeWindow = (
  viewer: RoomViewer,
  roomId: string,
): Promise<'proposed' | 'soon' | 'closed' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const membership = await membershipOf(viewer, roomId, trx);
    if (!membership?.oneToOne || membership.role !== 'host') return 'not_found';
    const { roomId: id, nickname } = membership;
    const room = await lockRoom(trx, id);
    if (!room || !mayWrite(room.state)) return 'closed';
    const since = later(now(), -minutes(PROPOSED_AGAIN_AFTER_MINUTES));
    if (await wasProposedSince(trx, id, since)) return 'soon';
    await keepProposal(trx, id, await writeSystemLine(trx, id, 'proposed', afterCommit, nickname));
    return 'proposed';
  });

/** Not now: it is shown to the person no more. */
export async function setProposalAside(
  viewer: RoomViewer,
  roomId: string,
): Promise<'set_aside' | 'not_found'> {
  const membership = await membershipOf(viewer, roomId);
  if (!isAsked(membership)) return 'not_found';
  await setAsideWithin(db, membership.roomId);
  return 'set_aside';
}

/** The same within the caller's transaction and right: it was taken up. */
export const setAsideWithin = (trx: Database, roomId: RoomId): Promise<void> =>
  keepProposal(trx, roomId, null);

/** Who proposes it, for the person alone. */
export async function proposerTo(viewer: RoomViewer, roomId: string): Promise<string | null> {
  const membership = await membershipOf(viewer, roomId);
  return isAsked(membership) ? ((await findProposer(db, membership.roomId)) ?? null) : null;
}

const isAsked = (membership: Membership | undefined): membership is Membership =>
  membership?.oneToOne === true && membership.role === 'participant';
