/** Rooms, their members and messages; every other table belongs to somebody else. */
import { now } from '#platform/clock';
import { asJson, sql, type Database } from '#platform/db';
import { isBanned } from './safety/ban-queries.server.ts';
import type { AccountId } from '#accounts';
import type { Pseudonym, Scope } from '#participants';
import type { Message, MessageKind } from './log/message.ts';
import type { SlowSeconds } from './log/pace.ts';
import type { HostPart, MemberId, MemberRole, RoomId, RoomState } from './room.ts';

export interface Membership {
  roomId: RoomId;
  scope: Scope;
  title: string;
  state: RoomState;
  occurrenceId: string | null;
  contactId: string | null;
  endsAt: Date | null;
  seq: number;
  memberId: MemberId;
  nickname: string;
  role: MemberRole;
  part: HostPart | null;
  /** Messages up to this number are not this member's to read. */
  readsAfter: number;
  slowSeconds: SlowSeconds | null;
  /** A slot's: one person and who listens. */
  oneToOne: boolean;
  /** Set for whoever came after somebody was put out: until then they write slowly. */
  pacedUntil: Date | null;
  mutedAt: Date | null;
}

export type MemberIdentity = { pseudonym: Pseudonym } | { accountId: AccountId };

export async function listScopes(db: Database, roomIds: RoomId[]): Promise<Map<RoomId, Scope>> {
  const rows = await db
    .selectFrom('rooms')
    .select(['id', 'scope'])
    .where('id', '=', sql<string>`any(${roomIds}::uuid[])`)
    .execute();
  // Held by the constraint rooms_scope_form.
  return new Map(rows.map(({ id, scope }) => [id as RoomId, scope as Scope]));
}

const memberships = (db: Database) =>
  db
    .selectFrom('room_members as m')
    .innerJoin('rooms as r', 'r.id', 'm.room_id')
    .select([
      'r.id as roomId',
      'r.scope',
      'r.title',
      'r.state',
      'r.occurrence_id as occurrenceId',
      'r.contact_id as contactId',
      'r.ends_at as endsAt',
      'r.seq',
      'm.id as memberId',
      'm.nickname',
      'm.role',
      'm.part',
      'm.reads_after as readsAfter',
      'r.slow_seconds as slowSeconds',
      'r.one_to_one as oneToOne',
      'm.paced_until as pacedUntil',
      'm.muted_at as mutedAt',
    ])
    .where('m.removed_at', 'is', null);

/** The room as this account's present membership opens it. */
export async function findAccountMembership(
  db: Database,
  roomId: RoomId,
  accountId: AccountId,
): Promise<Membership | undefined> {
  const row = await memberships(db)
    .where('r.id', '=', roomId)
    .where('m.account_id', '=', accountId)
    .executeTakeFirst();
  // Held by the constraints rooms_state, rooms_slow_seconds, room_members_role and room_members_part.
  return row as Membership | undefined;
}

interface FaceInRoom {
  roomId: RoomId;
  pseudonym: Pseudonym;
}

/** Rooms as the present memberships of these faces open them. */
export async function listMemberships(
  db: Database,
  faces: FaceInRoom[],
): Promise<(Membership & FaceInRoom)[]> {
  const rows = await memberships(db)
    .select('m.pseudonym')
    .where(
      sql<boolean>`(m.room_id, m.pseudonym) in (select "roomId", pseudonym
        from json_to_recordset(${asJson(faces)}::json) as face ("roomId" uuid, pseudonym uuid))`,
    )
    .where((row) => row.not(isBanned('m.pseudonym', now())))
    .execute();
  // As above; and each of them wears the face it was asked for.
  return rows as (Membership & FaceInRoom)[];
}

interface NewMessage {
  roomId: RoomId;
  authorId: MemberId | null;
  clientId: string;
  kind: MessageKind;
  text: string;
  sentAt: Date;
}

/**
 * Takes the room's next number and stores the message in one statement; undefined where the room is not open, or the author
 * is out, muted, or has to wait for a turn that was not taken. A repeated client id breaks `messages_once`, which gives the
 * number back: numbers stay gapless.
 */
export async function appendMessage(
  db: Database,
  message: NewMessage,
  { inTurn = false } = {},
): Promise<number | undefined> {
  const { rows } = await sql<{ seq: number }>`
    with room as (
      update rooms set seq = seq + 1
      where id = ${message.roomId}
        and (state = 'open' or ${message.authorId}::uuid is null)
        and (${message.authorId}::uuid is null or exists (
          select from room_members m
          where m.id = ${message.authorId} and room_id = rooms.id and removed_at is null and muted_at is null
            and (${inTurn} or role = 'host'
              or (rooms.slow_seconds is null and (paced_until is null or paced_until <= ${message.sentAt})))))
      returning id, seq
    )
    insert into messages (room_id, seq, author_id, client_id, kind, body, sent_at)
    select id, seq, ${message.authorId}::uuid, ${message.clientId}::uuid, ${message.kind}, ${message.text},
      ${message.sentAt}::timestamptz
    from room
    returning seq`.execute(db);
  return rows[0]?.seq;
}

export const findOwnMessage = (
  db: Database,
  key: { roomId: RoomId; authorId: MemberId; clientId: string },
): Promise<{ seq: number; body: string } | undefined> =>
  db
    .selectFrom('messages')
    .select(['seq', 'body'])
    .where('room_id', '=', key.roomId)
    .where('author_id', '=', key.authorId)
    .where('client_id', '=', key.clientId)
    .executeTakeFirst();

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
