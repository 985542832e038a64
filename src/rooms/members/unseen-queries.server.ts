import { anyOf, type Database } from '#platform/db';
import type { MemberId, RoomId } from '../room.ts';

interface Unseen {
  roomId: RoomId;
  memberId: MemberId;
  unseenId: MemberId;
}

export const insertUnseen = async (
  db: Database,
  { roomId, memberId, unseenId }: Unseen,
): Promise<void> =>
  void (await db
    .insertInto('unseen_members')
    .values({ room_id: roomId, member_id: memberId, unseen_id: unseenId })
    .onConflict((conflict) => conflict.doNothing())
    .execute());

export const deleteUnseen = async (db: Database, { memberId, unseenId }: Unseen): Promise<void> =>
  void (await db
    .deleteFrom('unseen_members')
    .where('member_id', '=', memberId)
    .where('unseen_id', '=', unseenId)
    .execute());

export async function listUnseen(
  db: Database,
  members: MemberId[],
): Promise<{ by: MemberId; unseen: MemberId }[]> {
  const rows = await db
    .selectFrom('unseen_members')
    .select(['member_id', 'unseen_id'])
    .where('member_id', '=', anyOf(members))
    .execute();
  return rows.map((row) => ({
    by: row.member_id as MemberId,
    unseen: row.unseen_id as MemberId,
  }));
}
