import { ROLES, gives, type AccountId, type OrganisationId, type Role } from '#accounts';
import { sql, type Database } from '#platform/db';
import type { Colleague, Hosting } from './hosting.ts';
import type { RoomId } from '../room.ts';

/** With one of these somebody may be asked to host, for one room, also without the right to publish. */
export const mayBeAsked = (role: Role): boolean =>
  role === 'peer_supporter' || gives(role, 'publish');

export async function listColleagues(
  db: Database,
  organisationId: OrganisationId,
  except: AccountId,
): Promise<Colleague[]> {
  const rows = await db
    .selectFrom('memberships as m')
    .innerJoin('accounts as a', 'a.id', 'm.account_id')
    .select(['a.id', 'a.display_name'])
    .distinct()
    .where('m.organisation_id', '=', organisationId)
    .where('m.role', 'in', ROLES.filter(mayBeAsked))
    .where('a.id', '<>', except)
    .orderBy('a.display_name')
    .execute();
  return rows.map((row) => ({ accountId: row.id as AccountId, name: row.display_name }));
}

export interface HandOver {
  roomId: RoomId;
  from: AccountId;
  to: AccountId;
  stays: boolean;
}

/** Whoever was asked before is asked no more; answers who that was. */
export async function replaceHandOver(
  db: Database,
  { roomId, from, to, stays }: HandOver,
): Promise<AccountId | undefined> {
  const before = await findHandOver(db, roomId);
  const row = { from_account_id: from, to_account_id: to, stays };
  await db
    .insertInto('hand_overs')
    .values({ room_id: roomId, ...row })
    .onConflict((conflict) => conflict.column('room_id').doUpdateSet(row))
    .execute();
  return before?.to;
}

/** Held until the transaction ends. */
export async function findHandOver(db: Database, roomId: RoomId): Promise<HandOver | undefined> {
  const row = await db
    .selectFrom('hand_overs')
    .selectAll()
    .where('room_id', '=', roomId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  const [from, to] = [row.from_account_id as AccountId, row.to_account_id as AccountId];
  return { roomId, from, to, stays: row.stays };
}

export const deleteHandOver = async (db: Database, roomId: RoomId): Promise<void> =>
  void (await db.deleteFrom('hand_overs').where('room_id', '=', roomId).execute());

/** The name of who is asked to host, if anybody is. */
export async function findAsked(db: Database, roomId: RoomId): Promise<string | undefined> {
  const row = await db
    .selectFrom('hand_overs as h')
    .innerJoin('accounts as a', 'a.id', 'h.to_account_id')
    .select('a.display_name')
    .where('h.room_id', '=', roomId)
    .executeTakeFirst();
  return row?.display_name;
}

/** Rooms of sessions, not closed, that an account is asked to host or hosts. */
export async function listHostings(db: Database, accountId: AccountId): Promise<Hosting[]> {
  const { rows } = await sql<Hosting>`
    select r.id as "roomId", r.title, a.display_name as "askedBy"
    from hand_overs h join rooms r on r.id = h.room_id join accounts a on a.id = h.from_account_id
    where h.to_account_id = ${accountId} and r.state <> 'closed'
    union all
    select r.id, r.title, null
    from room_members m join rooms r on r.id = m.room_id
    where m.account_id = ${accountId} and m.role = 'host' and m.removed_at is null
      and r.state <> 'closed' and r.contact_id is null
    order by title`.execute(db);
  return rows;
}
