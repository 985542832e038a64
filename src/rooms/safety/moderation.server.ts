/** What a host does so that everybody stays safe: the pace of the room, and who writes. */
import { now } from '#platform/clock';
import { db, inTransaction, type AfterCommit, type Database } from '#platform/db';
import type { RoomViewer } from '../index.ts';
import { tellChanged, tellHosts, tellMember } from '../live.server.ts';
import { findMemberById, type MemberRow } from '../members/member-queries.server.ts';
import { membershipOf } from '../members/membership.server.ts';
import { updateMuted, updatePace } from './moderation-queries.server.ts';
import type { SlowSeconds } from '../log/pace.ts';
import { mayModerateMeeting, mayModerateMember } from '../privacy.ts';
import type { Membership } from '../members/membership-queries.server.ts';
import type { MemberId } from '../room.ts';

/** ゆっくり話すモード: participants write once in so many seconds, hosts as they like; null ends it. Everybody reads so. */
export async function slowDown(
  viewer: RoomViewer,
  input: { roomId: string; seconds: SlowSeconds | null },
): Promise<'paced' | 'not_found'> {
  const membership = await membershipOf(viewer, input.roomId);
  if (!membership || !mayModerateMeeting(membership)) return 'not_found';
  const changed = await updatePace(db, membership.roomId, input.seconds);
  if (changed) tellChanged(membership.roomId);
  return 'paced';
}

/** A participant reads on and writes no more, until a host takes it back; only they are told, and the hosts. */
export const muteMember = (
  viewer: RoomViewer,
  input: { roomId: string; memberId: MemberId },
): Promise<'muted' | 'not_found'> => setMuted(viewer, input, 'muted');

/** Takes it back. */
export const unmuteMember = (
  viewer: RoomViewer,
  input: { roomId: string; memberId: MemberId },
): Promise<'unmuted' | 'not_found'> => setMuted(viewer, input, 'unmuted');

const setMuted = <Done extends 'muted' | 'unmuted'>(
  viewer: RoomViewer,
  input: { roomId: string; memberId: MemberId },
  done: Done,
): Promise<Done | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const found = await moderated(trx, viewer, input);
    if (!found) return 'not_found';
    await muteWithin(trx, found.other, done === 'muted', afterCommit);
    return done;
  });

/** Whom the viewer, a host, may moderate in their room. */
export async function moderated(
  trx: Database,
  viewer: RoomViewer,
  input: { roomId: string; memberId: MemberId },
): Promise<{ membership: Membership; other: MemberRow } | undefined> {
  const membership = await membershipOf(viewer, input.roomId, trx);
  const other = membership && (await findMemberById(trx, membership.roomId, input.memberId));
  if (!membership || !other || !mayModerateMember(membership, other.role)) return undefined;
  return { membership, other };
}

/** By the caller's right. */
export async function muteWithin(
  trx: Database,
  { id, roomId }: MemberRow,
  muted: boolean,
  afterCommit: AfterCommit,
): Promise<void> {
  if (!(await updateMuted(trx, id, muted ? now() : null))) return;
  afterCommit(() => {
    tellMember(id, 'room:changed', roomId);
    tellHosts(roomId);
  });
}
