import type { Pseudonym } from '#participants';
import { sql, type Database } from '#platform/db';
import type { MemberId, RoomId } from './room.ts';

/** Members without their faces, and out from now on where they were not; answers who they are. */
export async function makeFaceless(
  trx: Database,
  faces: Pseudonym[],
  at: Date,
): Promise<{ roomId: RoomId; memberId: MemberId }[]> {
  const { rows } = await sql<{ roomId: RoomId; memberId: MemberId }>`
    update room_members set pseudonym = null, removed_at = coalesce(removed_at, ${at}::timestamptz)
    where pseudonym = any(${faces}::uuid[])
    returning room_id as "roomId", id as "memberId"`.execute(trx);
  return rows;
}

/** What was reported stays until it is decided and its time is over; whose it was does not. */
export const forgetReported = async (trx: Database, faces: Pseudonym[]): Promise<void> =>
  void (await sql`
    update reports set reported_pseudonym = null where reported_pseudonym = any(${faces}::uuid[])`.execute(
    trx,
  ));
