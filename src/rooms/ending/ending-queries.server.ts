import { later, minutes } from '#platform/clock';
import { db, type Database } from '#platform/db';
import type { RoomId } from '../room.ts';
import { FIRST_TOLD_MINUTES, type Ending } from './ending.ts';

export interface EndingTalk {
  roomId: RoomId;
  endsAt: Date;
  ending: Ending;
}

/** Open talks of two whose end is near or past, and that have not closed by themselves. */
export async function listEndingTalks(at: Date): Promise<EndingTalk[]> {
  const rows = await db
    .selectFrom('rooms')
    .select(['id', 'ends_at', 'ending'])
    .where('one_to_one', '=', true)
    .where('state', '=', 'open')
    .where('ending', '<>', 'over')
    .where('ends_at', '<=', later(at, minutes(FIRST_TOLD_MINUTES)))
    .orderBy('ends_at')
    .limit(500)
    .execute();
  return rows.flatMap(({ id, ends_at: endsAt, ending }) =>
    // rooms_ending
    endsAt ? [{ roomId: id as RoomId, endsAt, ending: ending as Ending }] : [],
  );
}

/** True for one process only; not where the end was moved meanwhile. */
export async function moveEnding(
  trx: Database,
  { roomId, endsAt, ending }: EndingTalk,
  to: Ending,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('rooms')
    .set({ ending: to })
    .where('id', '=', roomId)
    .where('ending', '=', ending)
    .where('ends_at', '=', endsAt)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
