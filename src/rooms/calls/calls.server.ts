/** Calling a colleague into a room, coming, and being told that nobody came. Whom one may call is settled by the caller. */
import { STANDS_BY, type AccountId, type AccountViewer } from '#accounts';
import { lockRoles, recordAct } from '#organisations/server';
import { later, now, seconds } from '#platform/clock';
import { db, inTransaction, type AfterCommit, type Database } from '#platform/db';
import { isId } from '#platform/id';
import type { RoomViewer } from '../index.ts';
import { findMember, updateMember } from '../members/member-queries.server.ts';
import { admitMember } from '../members/members.server.ts';
import { membershipOf } from '../members/membership.server.ts';
import { writeSystemLine } from '../log/messages.server.ts';
import { mayWrite } from '../privacy.ts';
import { findRoom, lockRoom } from '../room-queries.server.ts';
import type { RoomId } from '../room.ts';
import { organisationOf } from '../scope.ts';
import { endCall, ring } from './calls-over.server.ts';
import {
  endRinging,
  findCall,
  findLatestCall,
  insertCall,
  listCameTo,
  listRingingAt,
  markOpened,
  viewOfCall,
} from './call-queries.server.ts';
import { CALL_RINGS_SECONDS, type CallId, type CallView, type RingingCall } from './call.ts';

export interface Called {
  roomId: string;
  colleague: { accountId: AccountId; nickname: string };
  /** The person lets the colleague read what was written before; of a host it is no word. */
  opens: boolean;
}

/** `there`: the colleague is in the room already; `nobody`: a decision put them out of it. A second press while it rings is the first. */
export const callColleague = (
  viewer: RoomViewer,
  { roomId, colleague, opens }: Called,
): Promise<'ringing' | 'there' | 'closed' | 'nobody' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const membership = await membershipOf(viewer, roomId, trx);
    const room = membership && (await lockRoom(trx, membership.roomId));
    if (!membership || !room) return 'not_found';
    if (!mayWrite(room.state)) return 'closed';
    const { accountId, nickname } = colleague;
    const member = await findMember(trx, membership.roomId, { accountId });
    if (member?.barred) return 'nobody';
    if (member && !member.removed) return 'there';
    const at = now();
    const rings = await insertCall(trx, {
      ...{ roomId: membership.roomId, accountId, nickname, at, calledSeq: room.seq },
      calledBy: membership.memberId,
      openedAt: opens && viewer.kind === 'participant' ? at : null,
      dueAt: later(at, seconds(CALL_RINGS_SECONDS)),
    });
    if (!rings) {
      // Both pressed at once: what the person chose holds for the call that rings.
      if (opens) await openWithin(trx, viewer, membership.roomId, afterCommit);
      return 'ringing';
    }
    await writeSystemLine(trx, membership.roomId, 'called', afterCommit, nickname);
    await record(trx, viewer.kind === 'account' ? viewer : null, membership, 'call.made');
    afterCommit(() => ring(accountId));
    return 'ringing';
  });

const record = async (
  trx: Database,
  viewer: AccountViewer | null,
  { roomId, scope }: { roomId: RoomId; scope: Parameters<typeof organisationOf>[0] },
  act: string,
): Promise<void> => {
  const organisationId = organisationOf(scope) ?? null;
  await recordAct(viewer, { organisationId, act, subject: `room:${roomId}` }, trx);
};

/** The latest call of a room, for its members; none that is over. */
export async function callIn(viewer: RoomViewer, roomId: string): Promise<CallView | null> {
  const membership = await membershipOf(viewer, roomId);
  const call = membership && (await findLatestCall(db, membership.roomId));
  return call && call.state !== 'over' ? viewOfCall(call) : null;
}

/** What rings at the viewer now. */
export const callsRingingAt = (viewer: AccountViewer): Promise<RingingCall[]> =>
  listRingingAt(viewer.accountId, now());

/** Rooms, open still, into which the viewer came when called: the way back for who closed the page. */
export const talksCameTo = (viewer: AccountViewer): Promise<{ roomId: RoomId; title: string }[]> =>
  listCameTo(viewer.accountId);

/** The person, and nobody else, lets whoever is called or came read what was written before. */
export const openEarlier = (viewer: RoomViewer, roomId: string): Promise<'opened' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const membership = await membershipOf(viewer, roomId, trx);
    if (!membership) return 'not_found';
    await lockRoom(trx, membership.roomId);
    return openWithin(trx, viewer, membership.roomId, afterCommit);
  });

async function openWithin(
  trx: Database,
  viewer: RoomViewer,
  roomId: RoomId,
  afterCommit: AfterCommit,
): Promise<'opened' | 'not_found'> {
  const call = await findLatestCall(trx, roomId);
  if (viewer.kind !== 'participant' || !call || !['ringing', 'came'].includes(call.state))
    return 'not_found';
  if (call.openedAt) return 'opened';
  await markOpened(trx, call.id, now());
  const { accountId, nickname } = call;
  const member = await findMember(trx, roomId, { accountId });
  if (call.state === 'came' && member) await updateMember(trx, member.id, { reads_after: 0 });
  await writeSystemLine(trx, roomId, 'earlier_opened', afterCommit, nickname);
  afterCommit(() => ring(accountId));
  return 'opened';
}

/** The colleague comes: a second host from then on, who reads from the call on or what the person opened. */
export const comeWhenCalled = (
  viewer: AccountViewer,
  callId: string,
): Promise<{ roomId: RoomId } | 'over' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const found = await ownCall(trx, viewer, callId);
    if (!found) return 'not_found';
    const { call, room } = found;
    if (call.state === 'came') return { roomId: call.roomId };
    const inTime = call.state === 'ringing' && call.dueAt > now() && mayWrite(room.state);
    if (!inTime) return 'over';
    const readsAfter = call.openedAt ? 0 : call.calledSeq;
    const { accountId, nickname, roomId } = call;
    const host = { accountId, nickname, role: 'host', part: 'colleague', readsAfter } as const;
    // Put out of this room by a decision while it rang: nobody comes.
    if ((await admitMember(trx, roomId, host)) === 'removed') {
      await endCall(trx, call, 'unanswered', afterCommit);
      return 'over';
    }
    await endRinging(trx, call.id, 'came', now());
    await writeSystemLine(trx, roomId, 'came', afterCommit, nickname);
    await record(trx, viewer, { roomId, scope: room.scope }, 'call.came');
    afterCommit(() => ring(accountId));
    return { roomId };
  });

/** Cannot come now: whoever called is told at once, not after a minute. */
export const passCall = (
  viewer: AccountViewer,
  callId: string,
): Promise<'passed' | 'over' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const found = await ownCall(trx, viewer, callId);
    if (!found) return 'not_found';
    return (await endCall(trx, found.call, 'passed', afterCommit)) ? 'passed' : 'over';
  });

/** An account finds what rang at it, while it still belongs to the organisation. */
async function ownCall(trx: Database, viewer: AccountViewer, callId: string) {
  const known = isId<CallId>(callId) ? await findCall(trx, callId) : undefined;
  if (known?.accountId !== viewer.accountId) return undefined;
  const found = await findRoom(trx, known.roomId);
  const organisationId = found && organisationOf(found.scope);
  const { accountId } = viewer;
  // First the member, then the room: the order in which a member's leaving takes them.
  const roles = organisationId ? await lockRoles(trx, { accountId, organisationId }) : [];
  if (!roles.some((role) => STANDS_BY.includes(role))) return undefined;
  const room = await lockRoom(trx, known.roomId);
  const call = await findCall(trx, known.id);
  return room && call && { room, call };
}
