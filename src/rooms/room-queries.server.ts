import { now } from '#platform/clock';
import type { Pseudonym } from '#participants';
import { barredFaces } from '#participants/server';
import { anyOf, db, sql, type Database } from '#platform/db';
import { listBannedAmong } from './safety/ban-queries.server.ts';
import type { RoomId, RoomState } from './room.ts';

interface RoomRow {
  occurrence_id: string | null;
  contact_id: string | null;
  scope: string;
  title: string;
  ends_at: Date | null;
  one_to_one: boolean;
  state: 'prepared';
}

/** The room's id; where it is already there, its title and end are brought up to date. */
export async function insertRoom(db: Database, room: RoomRow): Promise<RoomId> {
  const owner = room.occurrence_id ? 'occurrence_id' : 'contact_id';
  const { id } = await db
    .insertInto('rooms')
    .values(room)
    .onConflict((conflict) =>
      conflict.column(owner).doUpdateSet({
        ...{ title: room.title, ends_at: room.ends_at, one_to_one: room.one_to_one },
        // Moved to another time, it is told of its end anew.
        ending: sql`case when rooms.ends_at is distinct from excluded.ends_at then 'far' else rooms.ending end`,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id as RoomId;
}

/** Of a date's room that is not closed; undefined where there is none, or it ends then already. `sooner`: or before. */
export async function moveEnd(
  trx: Database,
  { occurrenceId, endsAt, sooner }: { occurrenceId: string; endsAt: Date; sooner: boolean },
): Promise<RoomId | undefined> {
  const row = await trx
    .updateTable('rooms')
    .set({ ends_at: endsAt, ending: 'far' })
    .where('occurrence_id', '=', occurrenceId)
    .where('state', '<>', 'closed')
    .where('ends_at', sooner ? '>' : '<>', endsAt)
    .returning('id')
    .executeTakeFirst();
  return row?.id as RoomId | undefined;
}

/** True where the room was in one of the states it may be moved from. */
export async function moveRoom(
  db: Database,
  roomId: RoomId,
  from: RoomState[],
  to: { state: RoomState; closed_at: Date | null },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('rooms')
    .set(to)
    .where('id', '=', roomId)
    .where('state', 'in', from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export const deleteRoom = (db: Database, roomId: RoomId): Promise<unknown> =>
  db.deleteFrom('rooms').where('id', '=', roomId).execute();

/** Some of the rooms not closed whose end lies before an instant. */
export async function listRoomsEndedBefore(db: Database, at: Date): Promise<RoomId[]> {
  const rows = await db
    .selectFrom('rooms')
    .select('id')
    .where('state', '<>', 'closed')
    .where('ends_at', '<', at)
    .orderBy('ends_at')
    .limit(100)
    .execute();
  return rows.map((row) => row.id as RoomId);
}

/** Deletes closed rooms with their texts: sessions' closed before one instant, contacts' before another. */
export async function deleteRoomsClosedBefore(
  db: Database,
  at: { session: Date; contact: Date },
): Promise<void> {
  await sql`
    delete from rooms where state = 'closed'
      and closed_at < case when contact_id is null then ${at.session}::timestamptz else ${at.contact}::timestamptz end
  `.execute(db);
}

/** The occurrence's room, once somebody has entered it, and its last number. */
export async function roomOfOccurrence(
  db: Database,
  occurrenceId: string,
): Promise<{ id: RoomId; seq: number } | undefined> {
  const row = await db
    .selectFrom('rooms')
    .select(['id', 'seq'])
    .where('occurrence_id', '=', occurrenceId)
    .executeTakeFirst();
  return row && { id: row.id as RoomId, seq: row.seq };
}

/** Of the rooms of these dates that are still there, how many participants have opened each. */
export async function enteredRooms(occurrenceIds: string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('rooms as r')
    .leftJoin('room_members as m', (join) =>
      join.onRef('m.room_id', '=', 'r.id').on('m.role', '=', 'participant'),
    )
    .select('r.occurrence_id')
    .select(({ fn }) => fn.count<string>('m.id').as('entered'))
    .where((eb) => eb('r.occurrence_id', '=', eb.fn.any(eb.val(occurrenceIds))))
    .groupBy('r.occurrence_id')
    .execute();
  return new Map(rows.map((row) => [row.occurrence_id ?? '', Number(row.entered)]));
}

interface Place {
  occurrenceId: string;
  pseudonym: Pseudonym;
}

/** At which of these places the person is to stay out: put out of the occurrence's room for good, or of all the organisation's, or kept out by the operator. */
export async function barredAt<P extends Place>(db: Database, places: P[]): Promise<Set<P>> {
  if (places.length === 0) return new Set();
  const faces = [...new Set(places.map(({ pseudonym }) => pseudonym))];
  const banned = await listBannedAmong(db, faces, now());
  const barred = await barredFaces(db, faces);
  const rows = await db
    .selectFrom('room_members as m')
    .innerJoin('rooms as r', 'r.id', 'm.room_id')
    .select(['r.occurrence_id', 'm.pseudonym'])
    .where('r.occurrence_id', '=', anyOf(places.map(({ occurrenceId }) => occurrenceId)))
    .where('m.pseudonym', '=', anyOf(faces))
    .where('m.barred', '=', true)
    .execute();
  const isOut = ({ occurrenceId, pseudonym }: Place) =>
    banned.has(pseudonym) ||
    barred.has(pseudonym) ||
    rows.some((row) => row.occurrence_id === occurrenceId && row.pseudonym === pseudonym);
  return new Set(places.filter(isOut));
}

/** At which of these places the person has come into the room before. */
export async function beenIn<P extends Place>(db: Database, places: P[]): Promise<Set<P>> {
  if (places.length === 0) return new Set();
  const rows = await db
    .selectFrom('room_members as m')
    .innerJoin('rooms as r', 'r.id', 'm.room_id')
    .select(['r.occurrence_id', 'm.pseudonym'])
    .where('r.occurrence_id', '=', anyOf(places.map(({ occurrenceId }) => occurrenceId)))
    .where('m.pseudonym', '=', anyOf(places.map(({ pseudonym }) => pseudonym)))
    .execute();
  return new Set(
    places.filter(({ occurrenceId, pseudonym }) =>
      rows.some((row) => row.occurrence_id === occurrenceId && row.pseudonym === pseudonym),
    ),
  );
}

/** The contact's room, and its last number. */
export async function roomOfContact(
  db: Database,
  contactId: string,
): Promise<{ id: RoomId; seq: number } | undefined> {
  const row = await db
    .selectFrom('rooms')
    .select(['id', 'seq'])
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  return row && { id: row.id as RoomId, seq: row.seq };
}
