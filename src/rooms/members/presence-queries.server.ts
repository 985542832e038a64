import { sql, type Database } from '#platform/db';
import {
  BRIEF_CUT_MS,
  CUT_LASTS_MS,
  PLAIN_LASTS_MS,
  PLAIN_LATE_MS,
  type CutConnection,
} from '../line/line-quality.ts';
import { later } from '#platform/clock';
import type { MemberId, RoomId } from '../room.ts';

export interface Connection {
  /** The connection's own id; one device may have several. A page without script goes by its member's. */
  connection: string;
  roomId: RoomId;
  memberId: MemberId;
}

/** How a line begins: watched first, and when it came in the place of one that broke off. */
interface Beginning {
  at: Date;
  unstable: boolean;
  returnedAt: Date | null;
}

/** Nothing happens where the member's row is gone meanwhile. */
export async function upsertPresence(
  db: Database,
  { connection, roomId, memberId }: Connection,
  { at, unstable, returnedAt }: Beginning,
): Promise<void> {
  await db
    .insertInto('room_presence')
    .columns(['connection', 'room_id', 'member_id', 'renewed_at', 'unstable', 'returned_at'])
    .expression((row) =>
      row
        .selectFrom('room_members')
        .select((member) => [
          member.val(connection).as('connection'),
          'room_id',
          'id',
          member.val(at).as('renewed_at'),
          member.val(unstable).as('unstable'),
          member.val(returnedAt).as('returned_at'),
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

/** When a page without script last asked; undefined where it is not there. */
export async function findRenewal(db: Database, connection: string): Promise<Date | undefined> {
  const row = await db
    .selectFrom('room_presence')
    .select('renewed_at')
    .where('connection', '=', connection)
    .executeTakeFirst();
  return row?.renewed_at;
}

export async function markUnstable(
  db: Database,
  connections: string[],
  unstable: boolean,
): Promise<void> {
  await db
    .updateTable('room_presence')
    .set({ unstable })
    .where('connection', 'in', connections)
    .execute();
}

/** Broken off without a word: their rows stay for a while. */
export async function markCut(db: Database, connections: string[], at: Date): Promise<void> {
  await db
    .updateTable('room_presence')
    .set({ renewed_at: at, cut_at: at })
    .where('connection', 'in', connections)
    .execute();
}

/** The member is back: what stood for the broken connections goes. */
export async function takeCut(
  db: Database,
  { roomId, memberId }: { roomId: RoomId; memberId: MemberId },
): Promise<CutConnection[]> {
  const rows = await db
    .deleteFrom('room_presence')
    .where('room_id', '=', roomId)
    .where('member_id', '=', memberId)
    .where('cut_at', 'is not', null)
    .returning(['unstable', 'cut_at', 'returned_at'])
    .execute();
  return rows.flatMap(({ unstable, cut_at: cutAt, returned_at: returnedAt }) =>
    cutAt ? [{ unstable, cutAt, returnedAt }] : [],
  );
}

export async function deletePresence(db: Database, connections: string[]): Promise<void> {
  if (connections.length === 0) return;
  await db.deleteFrom('room_presence').where('connection', 'in', connections).execute();
}

/** A page without script is given longer: it is heard only when it asks. */
const lastsSince = (at: Date) => sql<Date>`case when connection = member_id
  then ${later(at, -PLAIN_LASTS_MS)}::timestamptz else ${later(at, -CUT_LASTS_MS)}::timestamptz end`;

/** Rooms in which a connection was found gone; its row goes with it. */
export async function deletePresenceBefore(db: Database, at: Date): Promise<RoomId[]> {
  const rows = await db
    .deleteFrom('room_presence')
    .where('renewed_at', '<', later(at, -CUT_LASTS_MS))
    .where('renewed_at', '<', lastsSince(at))
    .returning('room_id')
    .execute();
  return [...new Set(rows.map((row) => row.room_id as RoomId))];
}

/** Rooms in which somebody's asking has become late since `since`. */
export async function listLateSince(db: Database, since: Date, at: Date): Promise<RoomId[]> {
  const rows = await db
    .selectFrom('room_presence')
    .select('room_id')
    .distinct()
    .where('renewed_at', '<', later(at, -PLAIN_LATE_MS))
    .where('renewed_at', '>=', later(since, -PLAIN_LATE_MS))
    .execute();
  return rows.map((row) => row.room_id as RoomId);
}

/** Each connected member of a room, and whether one of their connections carries well. */
export const linesOf = (db: Database, roomId: RoomId, at: Date) =>
  db
    .selectFrom('room_presence')
    .select(['member_id', sql<boolean>`bool_or(${carriesWell(at)})`.as('steady')])
    .where('room_id', '=', roomId)
    .where('renewed_at', '>=', lastsSince(at))
    .groupBy('member_id');

const carriesWell = (at: Date) => sql<boolean>`not unstable
  and (cut_at is null or cut_at > ${later(at, -BRIEF_CUT_MS)}::timestamptz)
  and renewed_at >= ${later(at, -PLAIN_LATE_MS)}::timestamptz`;
