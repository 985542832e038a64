/** Who takes letters, who has opened one, and whom to tell of a late one. */
import { gives, ROLES, type AccountId, type OrganisationId, type Right } from '#accounts';
import { anyOf, sql, type Database } from '#platform/db';
import type { RoomId } from '#rooms';
import type { ContactId } from '../contact.ts';

const rolesWith = (right: Right) => ROLES.filter((role) => gives(role, right));

export interface WindowAt {
  windowId: string;
  organisationId: OrganisationId;
}

/** Of these windows, in their order, those that somebody answers for. */
export async function windowsKept(db: Database, windowIds: string[]): Promise<WindowAt[]> {
  const rows = await db
    .selectFrom('windows')
    .select(['id', 'organisation_id'])
    .where('id', '=', anyOf(windowIds))
    .where('organisation_id', 'is not', null)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row.organisation_id as OrganisationId]));
  return windowIds.flatMap((windowId) => {
    const organisationId = byId.get(windowId);
    return organisationId ? [{ windowId, organisationId }] : [];
  });
}

/** Of these windows those where somebody works who can write back. */
export async function takingLetters(db: Database, windowIds: string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('windows as w')
    .innerJoin('memberships as m', 'm.organisation_id', 'w.organisation_id')
    .innerJoin('accounts as a', 'a.id', 'm.account_id')
    .select('w.id')
    .distinct()
    .where('w.id', '=', anyOf(windowIds))
    .where('w.ended_on', 'is', null)
    .where('m.role', 'in', rolesWith('answer_letters'))
    .where('a.disabled_at', 'is', null)
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** Who looks after the people of these windows. */
export async function supervisorsAt(db: Database, windowIds: string[]): Promise<AccountId[]> {
  const rows = await db
    .selectFrom('windows as w')
    .innerJoin('memberships as m', 'm.organisation_id', 'w.organisation_id')
    .select('m.account_id')
    .distinct()
    .where('w.id', '=', anyOf(windowIds))
    .where('m.role', 'in', rolesWith('supervise'))
    .execute();
  return rows.map((row) => row.account_id as AccountId);
}

/** The windows of some organisations. */
export async function windowsOfOrganisations(
  db: Database,
  organisationIds: OrganisationId[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('windows')
    .select('id')
    .where('organisation_id', '=', anyOf(organisationIds))
    .where('ended_on', 'is', null)
    .execute();
  return rows.map((row) => row.id);
}

interface Reading {
  contactId: ContactId;
  accountId: AccountId;
  organisationId: OrganisationId;
  from: number;
  to: number;
}

/** What an account has read of words that wait; read twice, it stands there once. */
export const noteReading = async (db: Database, reading: Reading): Promise<void> =>
  void (await sql`
    insert into contact_spans (contact_id, organisation_id, account_id, from_seq, to_seq, held)
    select ${reading.contactId}, ${reading.organisationId}, ${reading.accountId}, ${reading.from}, ${reading.to}, false
    where not exists (select from contact_spans where contact_id = ${reading.contactId}
      and account_id = ${reading.accountId} and from_seq <= ${reading.from} and to_seq >= ${reading.to})`.execute(
    db,
  ));

/** Which lines of a contact's room an account has read. */
export async function listReadings(
  db: Database,
  contactId: ContactId,
  accountId: AccountId,
): Promise<{ from: number; to: number }[]> {
  const rows = await db
    .selectFrom('contact_spans')
    .select(['from_seq', 'to_seq'])
    .where('contact_id', '=', contactId)
    .where('account_id', '=', accountId)
    .execute();
  return rows.map((row) => ({ from: row.from_seq, to: row.to_seq ?? Infinity }));
}

interface SoFar {
  /** The last line of all. */
  seq: number;
  /** The last that the person wrote, and that a window did; 0 where none did. */
  writtenTo: number;
  answeredTo: number;
}

export async function roomSoFar(db: Database, roomId: RoomId): Promise<SoFar> {
  const { rows } = await sql<SoFar>`
    select r.seq,
      coalesce(max(t.seq) filter (where m.role = 'participant'), 0) as "writtenTo",
      coalesce(max(t.seq) filter (where m.role = 'host'), 0) as "answeredTo"
    from rooms r
      left join messages t on t.room_id = r.id
      left join room_members m on m.id = t.author_id
    where r.id = ${roomId} group by r.id`.execute(db);
  return rows[0] ?? { seq: 0, writtenTo: 0, answeredTo: 0 };
}
