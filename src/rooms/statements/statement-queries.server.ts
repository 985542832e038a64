import { sql, type Database } from '#platform/db';
import type { AccountId } from '#accounts';
import type { MemberId, RoomId } from '../room.ts';
import type { OwnStatement, StatementId, StatementState, WaitingStatement } from './statement.ts';

interface StatementRow {
  roomId: RoomId;
  authorId: MemberId;
  clientId: string;
  standsAfter: number;
  text: string;
  at: Date;
}

/** False where the same client id is there already. */
export async function insertStatement(db: Database, statement: StatementRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('statements')
    .values({
      room_id: statement.roomId,
      author_id: statement.authorId,
      client_id: statement.clientId,
      stands_after: statement.standsAfter,
      body: statement.text,
      written_at: statement.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

const author = (db: Database, { roomId, memberId }: { roomId: RoomId; memberId: MemberId }) =>
  db
    .selectFrom('statements as s')
    .where('s.room_id', '=', roomId)
    .where('s.author_id', '=', memberId);

export async function countWaitingOf(
  db: Database,
  member: { roomId: RoomId; memberId: MemberId },
): Promise<number> {
  const { count } = await author(db, member)
    .where('s.state', '=', 'waiting')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** In the order in which they were written; the words of placed ones are read from the record. */
export async function listOwn(
  db: Database,
  member: { roomId: RoomId; memberId: MemberId },
): Promise<OwnStatement[]> {
  const rows = await author(db, member)
    .leftJoin('messages as t', (join) =>
      join
        .onRef('t.room_id', '=', 's.room_id')
        .onRef('t.author_id', '=', 's.author_id')
        .onRef('t.client_id', '=', 's.client_id'),
    )
    .select(['s.id', 's.client_id', 's.body', 's.state', 's.written_at', 's.answer'])
    .select('t.body as placed')
    .orderBy('s.written_at')
    .execute();
  return rows.map((row) => ({
    id: row.id as StatementId,
    clientId: row.client_id,
    text: row.placed ?? row.body,
    // Held by the constraint statements_state.
    state: row.state as StatementState,
    writtenAt: row.written_at.getTime(),
    answer: row.answer,
  }));
}

/** Up to which message a member could follow before their line first failed them; null where it never did. */
export async function findMissedAfter(db: Database, memberId: MemberId): Promise<number | null> {
  const row = await db
    .selectFrom('room_members')
    .select('missed_after')
    .where('id', '=', memberId)
    .executeTakeFirst();
  return row?.missed_after ?? null;
}

/** Whoever waits longest first. */
export async function listWaitingStatements(
  db: Database,
  roomId: RoomId,
): Promise<WaitingStatement[]> {
  const rows = await db
    .selectFrom('statements as s')
    .innerJoin('room_members as m', 'm.id', 's.author_id')
    .leftJoin('messages as t', (join) =>
      join.onRef('t.room_id', '=', 's.room_id').onRef('t.seq', '=', 's.stands_after'),
    )
    .leftJoin('room_members as w', 'w.id', 't.author_id')
    .select(['s.id', 'm.nickname', 's.body', 's.written_at'])
    .select(['w.nickname as writer', 't.body as said', 't.sent_at', 't.hidden_at'])
    .where('s.room_id', '=', roomId)
    .where('s.state', '=', 'waiting')
    .orderBy('s.written_at')
    .execute();
  return rows.map((row) => ({
    id: row.id as StatementId,
    nickname: row.nickname,
    text: row.body,
    writtenAt: row.written_at.getTime(),
    after: row.sent_at && {
      nickname: row.writer ?? '',
      text: row.hidden_at ? '' : (row.said ?? ''),
      sentAt: row.sent_at.getTime(),
    },
  }));
}

/** The waiting statement becomes the room's next message, also of a closed room; undefined where it does not wait. */
export async function placeWaiting(
  db: Database,
  { roomId, id }: { roomId: RoomId; id: StatementId },
): Promise<{ seq: number; authorId: MemberId } | undefined> {
  const { rows } = await sql<{ seq: number; author_id: string }>`
    with taken as (
      select * from statements where id = ${id} and room_id = ${roomId} and state = 'waiting' for update
    ), placed as (
      update statements s set state = 'placed', body = '' from taken where s.id = taken.id
      returning s.id
    ), numbered as (
      update rooms set seq = seq + 1 where id in (select room_id from taken) returning id, seq
    )
    insert into messages (room_id, seq, author_id, client_id, kind, body, sent_at, stands_after)
    select t.room_id, n.seq, t.author_id, t.client_id, 'text', t.body, t.written_at, t.stands_after
    from taken t join numbered n on n.id = t.room_id
    returning seq, author_id`.execute(db);
  const row = rows[0];
  return row && { seq: row.seq, authorId: row.author_id as MemberId };
}

/** Its author, where it waited. */
export async function declineWaiting(
  db: Database,
  { roomId, id }: { roomId: RoomId; id: StatementId },
  answer: string | null,
): Promise<MemberId | undefined> {
  const row = await db
    .updateTable('statements')
    .set({ state: 'declined', answer })
    .where('id', '=', id)
    .where('room_id', '=', roomId)
    .where('state', '=', 'waiting')
    .returning('author_id')
    .executeTakeFirst();
  return row?.author_id as MemberId | undefined;
}

export interface RoomWithStatements {
  occurrenceId: string;
  title: string;
  count: number;
}

/** Rooms of dates in which statements wait, among those that an account hosts or hosted. */
export async function listRoomsWithStatements(
  db: Database,
  accountId: AccountId,
): Promise<RoomWithStatements[]> {
  const rows = await db
    .selectFrom('statements as s')
    .innerJoin('rooms as r', 'r.id', 's.room_id')
    .innerJoin('room_members as h', 'h.room_id', 'r.id')
    .select(['r.occurrence_id', 'r.title'])
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('s.state', '=', 'waiting')
    .where('h.account_id', '=', accountId)
    .where('h.role', '=', 'host')
    .where('h.removed_at', 'is', null)
    .groupBy(['r.id', 'r.occurrence_id', 'r.title'])
    .orderBy('r.title')
    .execute();
  return rows.flatMap(({ occurrence_id: occurrenceId, title, count }) =>
    occurrenceId ? [{ occurrenceId, title, count: Number(count) }] : [],
  );
}
