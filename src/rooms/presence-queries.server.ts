import type { Database } from '#platform/db';
import type { MemberId, RoomId } from './room.ts';

export interface Connection {
  /** The connection's own id; one device may have several. */
  connection: string;
  roomId: RoomId;
  memberId: MemberId;
}

/** Nothing happens where the member's row is gone meanwhile. */
export async function upsertPresence(
  db: Database,
  { connection, roomId, memberId }: Connection,
  at: Date,
): Promise<void> {
  await db
    .insertInto('room_presence')
    .columns(['connection', 'room_id', 'member_id', 'renewed_at'])
    .expression((row) =>
      row
        .selectFrom('room_members')
        .select((member) => [
          member.val(connection).as('connection'),
          'room_id',
          'id',
          member.val(at).as('renewed_at'),
        ])
        .where('id', '=', memberId)
        .where('room_id', '=', roomId)
        .where('removed_at', 'is', null),
    )
    .onConflict((conflict) => conflict.column('connection').doUpdateSet({ renewed_at: at }))
    .execute();
}

export async function renewPresence(db: Database, connections: string[], at: Date): Promise<void> {
  if (connections.length === 0) return;
  await db
    .updateTable('room_presence')
    .set({ renewed_at: at })
    .where('connection', 'in', connections)
    .execute();
}

export async function deletePresence(db: Database, connections: string[]): Promise<void> {
  if (connections.length === 0) return;
  await db.deleteFrom('room_presence').where('connection', 'in', connections).execute();
}

/** Rooms in which a connection was found gone; its row goes with it. */
export async function deletePresenceBefore(db: Database, at: Date): Promise<RoomId[]> {
  const rows = await db
    .deleteFrom('room_presence')
    .where('renewed_at', '<', at)
    .returning('room_id')
    .execute();
  return [...new Set(rows.map((row) => row.room_id as RoomId))];
}
