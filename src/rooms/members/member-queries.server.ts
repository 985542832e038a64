import type { Pseudonym, Scope } from '#participants';
import type { Selectable, Updateable } from 'kysely';
import { anyOf, sql, type Database, type DB } from '#platform/db';
import type { LineQuality } from '../line/line-quality.ts';
import { linesOf } from './presence-queries.server.ts';
import type { MemberIdentity } from './membership-queries.server.ts';
import type { HostPart, MemberId, MemberRole, RoomId } from '../room.ts';

export interface MemberRow {
  id: MemberId;
  roomId: RoomId;
  /** Null for staff. */
  pseudonym: Pseudonym | null;
  nickname: string;
  role: MemberRole;
  part: HostPart | null;
  removed: boolean;
  /** Removed by a host, for good. */
  barred: boolean;
  /** Reads, and does not write. */
  muted: boolean;
}

/** What one member does in several tabs comes one after the other until the transaction ends. */
export const lockMember = async (trx: Database, id: MemberId): Promise<void> =>
  void (await trx
    .selectFrom('room_members')
    .select('id')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .execute());

const columnsOf = (identity: MemberIdentity) =>
  'pseudonym' in identity
    ? { pseudonym: identity.pseudonym, account_id: null }
    : { pseudonym: null, account_id: identity.accountId };

const COLUMNS = [
  ...(['id', 'room_id', 'pseudonym', 'nickname'] as const),
  ...(['role', 'part', 'removed_at', 'barred', 'muted_at'] as const),
];

const members = (db: Database) =>
  db.selectFrom('room_members as m').select(COLUMNS.map((column) => `m.${column}` as const));

const isWho = (identity: MemberIdentity) =>
  'pseudonym' in identity
    ? sql<boolean>`m.pseudonym = ${identity.pseudonym}`
    : sql<boolean>`m.account_id = ${identity.accountId}`;

/** Held by the constraints room_members_role and room_members_part. */
const memberOf = (
  row: Pick<Selectable<DB['room_members']>, (typeof COLUMNS)[number]>,
): MemberRow => ({
  id: row.id as MemberId,
  roomId: row.room_id as RoomId,
  pseudonym: row.pseudonym as Pseudonym | null,
  nickname: row.nickname,
  role: row.role as MemberRole,
  part: row.part as HostPart | null,
  removed: row.removed_at !== null,
  barred: row.barred,
  muted: row.muted_at !== null,
});

export async function findMember(
  db: Database,
  roomId: RoomId,
  identity: MemberIdentity,
): Promise<MemberRow | undefined> {
  const row = await members(db)
    .where('m.room_id', '=', roomId)
    .where(isWho(identity))
    .executeTakeFirst();
  return row && memberOf(row);
}

/** The new member's id; undefined where this identity is a member already. */
export async function insertMember(
  db: Database,
  roomId: RoomId,
  identity: MemberIdentity,
  as: {
    nickname: string;
    role: MemberRole;
    part: HostPart | null;
    readsAfter: number;
    pacedUntil: Date | null;
  },
): Promise<MemberId | undefined> {
  const row = await db
    .insertInto('room_members')
    .values({
      room_id: roomId,
      ...columnsOf(identity),
      nickname: as.nickname,
      role: as.role,
      part: as.part,
      reads_after: as.readsAfter,
      paced_until: as.pacedUntil,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id as MemberId | undefined;
}

export async function updateMember(
  db: Database,
  memberId: MemberId,
  to: Updateable<DB['room_members']>,
): Promise<void> {
  await db.updateTable('room_members').set(to).where('id', '=', memberId).execute();
}

export async function listMemberIds(db: Database, roomId: RoomId): Promise<MemberId[]> {
  const rows = await db
    .selectFrom('room_members')
    .select('id')
    .where('room_id', '=', roomId)
    .where('removed_at', 'is', null)
    .execute();
  return rows.map((row) => row.id as MemberId);
}

export async function findMemberById(
  db: Database,
  roomId: RoomId,
  memberId: MemberId,
): Promise<MemberRow | undefined> {
  const row = await members(db)
    .where('m.room_id', '=', roomId)
    .where('m.id', '=', memberId)
    .executeTakeFirst();
  return row && memberOf(row);
}

/** Who was called into a talk of two and is there still. */
export const listColleaguesIn = async (db: Database, roomId: RoomId): Promise<MemberRow[]> =>
  (
    await members(db)
      .where('m.room_id', '=', roomId)
      .where('m.part', '=', 'colleague')
      .where('m.removed_at', 'is', null)
      .execute()
  ).map(memberOf);

/** In one order for whoever takes them one after the other. */
const presentInRooms = (db: Database) =>
  members(db)
    .innerJoin('rooms as r', 'r.id', 'm.room_id')
    .where('m.removed_at', 'is', null)
    .orderBy('r.id');

/** Where somebody is a member now, among the rooms of a scope. */
export const listMembershipsIn = async (
  db: Database,
  scope: Scope,
  identity: MemberIdentity,
): Promise<MemberRow[]> =>
  (await presentInRooms(db).where('r.scope', '=', scope).where(isWho(identity)).execute()).map(
    memberOf,
  );

/** Where these faces are members now, in rooms of sessions. */
export const listSessionMemberships = async (
  db: Database,
  faces: Pseudonym[],
): Promise<MemberRow[]> =>
  (
    await presentInRooms(db)
      .where('m.pseudonym', '=', anyOf(faces))
      .where('r.contact_id', 'is', null)
      .execute()
  ).map(memberOf);

export interface PresentMember extends MemberRow {
  written: boolean;
  line: LineQuality;
}

/** Present members in order of nickname, with who has written and how their lines are. */
export async function listPresentMembers(
  db: Database,
  roomId: RoomId,
  at: Date,
): Promise<PresentMember[]> {
  const rows = await members(db)
    .leftJoin(linesOf(db, roomId, at).as('p'), 'p.member_id', 'm.id')
    .select('p.steady')
    .select((member) =>
      member
        .exists(
          member
            .selectFrom('messages as t')
            .whereRef('t.room_id', '=', 'm.room_id')
            .whereRef('t.author_id', '=', 'm.id')
            .select('t.seq'),
        )
        .as('written'),
    )
    .where('m.room_id', '=', roomId)
    .where('m.removed_at', 'is', null)
    .orderBy('m.role')
    .orderBy('m.nickname')
    .execute();
  return rows.map((row) => ({
    ...memberOf(row),
    written: Boolean(row.written),
    line: row.steady === null ? 'away' : row.steady ? 'steady' : 'unstable',
  }));
}
