import type { Database } from '#platform/db';
import type { RoomId } from '../room.ts';

/** Null: nothing is proposed any more, whether it was taken up or not. */
export const keepProposal = async (
  trx: Database,
  roomId: RoomId,
  seq: number | null,
): Promise<void> =>
  void (await trx
    .updateTable('rooms')
    .set({ proposed_seq: seq })
    .where('id', '=', roomId)
    .execute());

/** Who proposed what the person has not answered yet. */
export async function findProposer(db: Database, roomId: RoomId): Promise<string | undefined> {
  const row = await db
    .selectFrom('rooms as r')
    .innerJoin('messages as t', (join) =>
      join.onRef('t.room_id', '=', 'r.id').onRef('t.seq', '=', 'r.proposed_seq'),
    )
    .select('t.body')
    .where('r.id', '=', roomId)
    .executeTakeFirst();
  return row?.body;
}

export const wasProposedSince = async (
  trx: Database,
  roomId: RoomId,
  since: Date,
): Promise<boolean> =>
  (await trx
    .selectFrom('messages')
    .select('seq')
    .where('room_id', '=', roomId)
    .where('kind', '=', 'proposed')
    .where('sent_at', '>', since)
    .limit(1)
    .executeTakeFirst()) !== undefined;
