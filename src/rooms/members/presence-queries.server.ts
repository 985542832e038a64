import { anyOf, asJson, sql, type Database } from '#platform/db';
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

/** Nothing happens where a member's row is gone meanwhile. */
export async function upsertPresence(
  db: Database,
  beginnings: (Connection & Beginning)[],
): Promise<void> {
  await sql`
    insert into room_presence (connection, room_id, member_id, renewed_at, unstable, returned_at)
    select connection, room_id, id, at, unstable, "returnedAt"
    from json_to_recordset(${asJson(beginnings)}::json) as begun (
      connection uuid, "roomId" uuid, "memberId" uuid, at timestamptz, unstable boolean, "returnedAt" timestamptz)
    join room_members on id = "memberId" and room_id = "roomId" and removed_at is null
    on conflict (connection) do update set renewed_at = excluded.renewed_at`.execute(db);
}

export async function renewPresence(db: Database, connections: string[], at: Date): Promise<void> {
  if (connections.length === 0) return;
  await db
    .updateTable('room_presence')
    .set({ renewed_at: at })
    .where('connection', '=', anyOf(connections))
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
    .where('connection', '=', anyOf(connections))
    .execute();
}

/** Broken off without a word: their rows stay for a while. */
export async function markCut(db: Database, connections: string[], at: Date): Promise<void> {
  await db
    .updateTable('room_presence')
    .set({ renewed_at: at, cut_at: at })
    .where('connection', '=', anyOf(connections))
    .execute();
}

/** These members are back: what stood for their broken connections goes. */
export async function takeCuts(
  db: Database,
  members: { roomId: RoomId; memberId: MemberId }[],
): Promise<(CutConnection & { memberId: MemberId })[]> {
  const rows = await db
    .deleteFrom('room_presence')
    .where(
      sql<boolean>`(room_id, member_id) in (select "roomId", "memberId"
        from json_to_recordset(${asJson(members)}::json) as back ("roomId" uuid, "memberId" uuid))`,
    )
    .where('cut_at', 'is not', null)
    .returning(['member_id', 'unstable', 'cut_at', 'returned_at'])
    .execute();
  return rows.flatMap(({ member_id, unstable, cut_at: cutAt, returned_at: returnedAt }) =>
    cutAt ? [{ memberId: member_id as MemberId, unstable, cutAt, returnedAt }] : [],
  );
}

export async function deletePresence(db: Database, connections: string[]): Promise<void> {
  if (connections.length === 0) return;
  await db.deleteFrom('room_presence').where('connection', '=', anyOf(connections)).execute();
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
