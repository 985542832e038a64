/** Each member for themselves: whose words they do not want to see. The others never learn of it. */
import { db } from '#platform/db';
import type { RoomViewer } from '../index.ts';
import { tellMember } from '../live.server.ts';
import { findMemberById } from './member-queries.server.ts';
import { membershipOf } from './membership.server.ts';
import type { MemberId } from '../room.ts';
import { deleteUnseen, insertUnseen } from './unseen-queries.server.ts';

interface Of {
  roomId: string;
  memberId: MemberId;
}

/** From now on another's messages are folded away, on every device of the viewer. */
export const unseeMember = (viewer: RoomViewer, of: Of): Promise<'unseen' | 'not_found'> =>
  setUnseen(viewer, of, insertUnseen, 'unseen');

/** Takes it back. */
export const seeMember = (viewer: RoomViewer, of: Of): Promise<'seen' | 'not_found'> =>
  setUnseen(viewer, of, deleteUnseen, 'seen');

async function setUnseen<Done>(
  viewer: RoomViewer,
  of: Of,
  set: typeof insertUnseen,
  done: Done,
): Promise<Done | 'not_found'> {
  const membership = await membershipOf(viewer, of.roomId);
  const other = membership && (await findMemberById(db, membership.roomId, of.memberId));
  if (!other || other.id === membership.memberId) return 'not_found';
  const { roomId, memberId } = membership;
  await set(db, { roomId, memberId, unseenId: other.id });
  tellMember(memberId, 'room:changed', roomId);
  return done;
}
