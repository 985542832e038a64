import { later, minutes } from '#platform/clock';
import type { Database } from '#platform/db';
import type { SlowSeconds } from '../log/pace.ts';
import { NEWCOMERS_PACED_MINUTES } from '../promises.ts';
import type { MemberId, RoomId } from '../room.ts';

/** True where the room went at another pace until now. */
export async function updatePace(
  db: Database,
  roomId: RoomId,
  slowSeconds: SlowSeconds | null,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('rooms')
    .set({ slow_seconds: slowSeconds })
    .where('id', '=', roomId)
    .where('slow_seconds', 'is distinct from', slowSeconds)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Until when whoever comes in at that instant writes slowly: where a host has put somebody out, that may be the same person again. */
export async function pacedUntilIn(db: Database, roomId: RoomId, at: Date): Promise<Date | null> {
  const barred = await db
    .selectFrom('room_members')
    .select('id')
    .where('room_id', '=', roomId)
    .where('barred', '=', true)
    .executeTakeFirst();
  return barred ? later(at, minutes(NEWCOMERS_PACED_MINUTES)) : null;
}

/** True where it was otherwise until now. */
export async function updateMuted(
  db: Database,
  memberId: MemberId,
  mutedAt: Date | null,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('room_members')
    .set({ muted_at: mutedAt })
    .where('id', '=', memberId)
    .where('muted_at', mutedAt ? 'is' : 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
