/** A room's log: what was written there, under gapless numbers. */
import { anyOf, asJson, sql, type Database } from '#platform/db';
import type { HostPart, MemberId, RoomId } from '../room.ts';
import type { Message, MessageKind, NewMessage } from './message.ts';

/**
 * Takes the room's next numbers and stores messages of one room in one statement. Without a number stay those that are kept
 * already or come a second time, and where the room is not open or the author is out, muted, or has to wait for a turn. A
 * client id that another process keeps in the same moment breaks `messages_once`, which gives all numbers back: they stay
 * gapless.
 */
export async function appendMessages<Written extends NewMessage>(
  db: Database,
  messages: Written[],
): Promise<Map<Written, number>> {
  const [first] = messages;
  if (!first) return new Map();
  const { rows } = await sql<{ nth: number; seq: number }>`
    with given as (${given(messages)}), room as (
      select id, seq, state, slow_seconds from rooms where id = ${first.roomId} for no key update
    ), taken as (
      select given.*, room.seq + row_number() over (order by nth)::integer as seq
      from given join room on room.id = "roomId"
      where "authorId" is null or (state = 'open'
        and (select "inTurn" or role = 'host'
            or (slow_seconds is null and (paced_until is null or paced_until <= "sentAt"))
          from room_members m
          where m.id = "authorId" and room_id = "roomId" and removed_at is null and muted_at is null)
        and (select k.seq from messages k
          where room_id = "roomId" and author_id = "authorId" and client_id = "clientId") is null
        and not exists (select from given earlier
          where earlier.nth < given.nth and earlier."authorId" = given."authorId"
            and earlier."clientId" = given."clientId"))
    ), counted as (
      update rooms set seq = (select max(taken.seq) from taken) where id in (select "roomId" from taken)
    ), turns as (
      update room_members m set wrote_at = "sentAt" from taken where m.id = "authorId" and "inTurn"
    ), kept as (
      insert into messages (room_id, seq, author_id, client_id, kind, body, sent_at)
      select "roomId", seq, "authorId", "clientId", kind, text, "sentAt" from taken
    )
    select nth, seq from taken order by nth`.execute(db);
  return byMessage(messages, rows, ({ seq }) => seq);
}

/** Of these messages, under whatever words, those that are kept. */
export async function listKept<Written extends NewMessage>(
  db: Database,
  messages: Written[],
): Promise<Map<Written, { seq: number; body: string }>> {
  if (messages.length === 0) return new Map();
  const { rows } = await sql<{ nth: number; seq: number; body: string }>`
    select nth, seq, body from (${given(messages)}) as given
    join messages on room_id = "roomId" and author_id = "authorId" and client_id = "clientId"`.execute(
    db,
  );
  return byMessage(messages, rows, (row) => row);
}

const given = (messages: NewMessage[]) => {
  const rows = messages.map((one, nth) => ({
    ...{ nth, roomId: one.roomId, authorId: one.authorId, clientId: one.clientId, kind: one.kind },
    ...{ text: one.text, sentAt: one.sentAt, inTurn: one.inTurn },
  }));
  return sql`select * from json_to_recordset(${asJson(rows)}::json) as given (nth integer, "roomId" uuid,
    "authorId" uuid, "clientId" uuid, kind text, text text, "sentAt" timestamptz, "inTurn" boolean)`;
};

const byMessage = <Written, Row extends { nth: number }, Said>(
  messages: Written[],
  rows: Row[],
  say: (row: Row) => Said,
): Map<Written, Said> =>
  new Map(
    rows.flatMap((row) => {
      const message = messages[row.nth];
      return message ? [[message, say(row)] as const] : [];
    }),
  );

/** When members last wrote, held until the transaction ends: of two posts at the same moment one waits. */
export async function holdTurns(
  trx: Database,
  members: MemberId[],
): Promise<Map<MemberId, Date | null>> {
  const rows = await trx
    .selectFrom('room_members')
    .select(['id', 'wrote_at'])
    .where('id', '=', anyOf(members))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id as MemberId, row.wrote_at]));
}

/** In order, at most `limit`. */
export async function listMessages(
  db: Database,
  roomId: RoomId,
  after: number,
  limit: number,
): Promise<Message[]> {
  const rows = await db
    .selectFrom('messages as t')
    .leftJoin('room_members as m', 'm.id', 't.author_id')
    .select(['t.seq', 't.kind', 't.author_id', 'm.nickname', 'm.role', 'm.part', 't.body'])
    .select(['t.sent_at', 't.client_id', 't.hidden_at', 't.stands_after'])
    .where('t.room_id', '=', roomId)
    .where('t.seq', '>', after)
    .orderBy('t.seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    roomId,
    seq: row.seq,
    // Held by the constraint messages_kind.
    kind: row.kind as MessageKind,
    authorId: row.author_id as MemberId | null,
    nickname: row.nickname ?? '',
    host: row.role === 'host',
    part: row.part as HostPart | null, // room_members_part
    text: row.body,
    sentAt: row.sent_at.getTime(),
    clientId: row.client_id,
    hidden: row.hidden_at !== null,
    standsAfter: row.stands_after ?? undefined,
  }));
}

export async function listHidden(db: Database, roomId: RoomId): Promise<number[]> {
  const rows = await db
    .selectFrom('messages')
    .select('seq')
    .where('room_id', '=', roomId)
    .where('hidden_at', 'is not', null)
    .orderBy('seq')
    .execute();
  return rows.map((row) => row.seq);
}

/** True where the message was visible until now. */
export async function markHidden(
  db: Database,
  roomId: RoomId,
  seq: number,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('messages')
    .set({ hidden_at: at })
    .where('room_id', '=', roomId)
    .where('seq', '=', seq)
    .where('kind', '=', 'text')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
