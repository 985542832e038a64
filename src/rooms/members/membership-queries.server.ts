/** Rooms as their members find them. */
import { now } from '#platform/clock';
import { anyOf, asJson, sql, type Database } from '#platform/db';
import { isBanned } from '../safety/ban-queries.server.ts';
import type { AccountId } from '#accounts';
import type { Pseudonym, Scope } from '#participants';
import type { SlowSeconds } from '../log/pace.ts';
import type { HostPart, MemberId, MemberRole, RoomId, RoomState } from '../room.ts';

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
    .where('id', '=', anyOf(roomIds))
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

/** The rooms of some contacts as this account's present memberships open them. */
export async function listContactMemberships(
  db: Database,
  accountId: AccountId,
  contactIds: string[],
): Promise<Membership[]> {
  const rows = await memberships(db)
    .where('m.account_id', '=', accountId)
    .where('r.contact_id', '=', anyOf(contactIds))
    .execute();
  return rows as Membership[]; // As above.
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
