import { now } from '#platform/clock';
import type { Pseudonym, Scope } from '#participants';
import { barredFaces } from '#participants/server';
import { anyOf, db, sql, type Database } from '#platform/db';
import { listBannedAmong } from './safety/ban-queries.server.ts';
import type { RoomId, RoomState } from './room.ts';

interface NewRow {
  occurrence_id: string | null;
  contact_id: string | null;
  scope: string;
  title: string;
  ends_at: Date | null;
  one_to_one: boolean;
}

/** The room's id; where it is already there, its title and end are brought up to date. */
export async function insertRoom(db: Database, room: NewRow): Promise<RoomId> {
  const owner = room.occurrence_id ? 'occurrence_id' : 'contact_id';
  const { id } = await db
    .insertInto('rooms')
    .values({ ...room, state: 'prepared' })
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

interface Room {
  id: RoomId;
  scope: Scope;
  occurrenceId: string | null;
  state: RoomState;
  /** Of its last message. */
  seq: number;
}

const rooms = (db: Database) =>
  db
    .selectFrom('rooms')
    .select(['id', 'scope', 'occurrence_id as occurrenceId', 'state', 'seq'])
    // Held by the constraints rooms_scope_form and rooms_state.
    .$narrowType<{ id: RoomId; scope: Scope; state: RoomState }>();

export const findRoom = (db: Database, id: RoomId): Promise<Room | undefined> =>
  rooms(db).where('id', '=', id).executeTakeFirst();

/** Held until the transaction ends, so that what happens to a room comes one after the other. */
export const lockRoom = (trx: Database, id: RoomId): Promise<Room | undefined> =>
  rooms(trx).where('id', '=', id).forNoKeyUpdate().executeTakeFirst();

/** The occurrence's room, once somebody has entered it. */
export const roomOfOccurrence = (db: Database, occurrenceId: string): Promise<Room | undefined> =>
  rooms(db).where('occurrence_id', '=', occurrenceId).executeTakeFirst();

/** The contact's room, once somebody has answered. */
export const roomOfContact = (db: Database, contactId: string): Promise<Room | undefined> =>
  rooms(db).where('contact_id', '=', contactId).executeTakeFirst();

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

/** Of the rooms of these dates that are still there, how many participants have opened each. */
export async function enteredRooms(occurrenceIds: string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('rooms as r')
    .leftJoin('room_members as m', (join) =>
      join.onRef('m.room_id', '=', 'r.id').on('m.role', '=', 'participant'),
    )
    .select('r.occurrence_id')
    .select(({ fn }) => fn.count<string>('m.id').as('entered'))
    .where('r.occurrence_id', '=', anyOf(occurrenceIds))
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
  const out = among(places, await membersAt(db, places).where('m.barred', '=', true).execute());
  const isOut = (place: P) =>
    banned.has(place.pseudonym) || barred.has(place.pseudonym) || out.has(place);
  return new Set(places.filter(isOut));
}

/** At which of these places the person has come into the room before. */
export const beenIn = async <P extends Place>(db: Database, places: P[]): Promise<Set<P>> =>
  places.length === 0 ? new Set() : among(places, await membersAt(db, places).execute());

const membersAt = (db: Database, places: Place[]) =>
  db
    .selectFrom('room_members as m')
    .innerJoin('rooms as r', 'r.id', 'm.room_id')
    .select(['r.occurrence_id', 'm.pseudonym'])
    .where('r.occurrence_id', '=', anyOf(places.map(({ occurrenceId }) => occurrenceId)))
    .where('m.pseudonym', '=', anyOf(places.map(({ pseudonym }) => pseudonym)));

const among = <P extends Place>(
  places: P[],
  rows: { occurrence_id: string | null; pseudonym: string | null }[],
): Set<P> =>
  new Set(
    places.filter(({ occurrenceId, pseudonym }) =>
      rows.some((row) => row.occurrence_id === occurrenceId && row.pseudonym === pseudonym),
    ),
  );
