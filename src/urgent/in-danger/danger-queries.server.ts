import type { AccountId, OrganisationId } from '#accounts';
import type { Pseudonym } from '#participants';
import { anyOf, db, sql, type Database } from '#platform/db';
import type { ContactId } from '../contact.ts';
import type { LastSpan } from '../span-queries.server.ts';
import type { Danger, DangerReading, DangerReadingId, ReadInDanger } from './danger-reading.ts';

export const insertDangerReading = async (
  trx: Database,
  reading: LastSpan & {
    contactId: ContactId;
    danger: Danger;
    reason: string;
    upToSeq: number;
    at: Date;
  },
): Promise<void> =>
  void (await trx
    .insertInto('danger_readings')
    .values({
      ...{ contact_id: reading.contactId, organisation_id: reading.organisationId },
      ...{ account_id: reading.accountId, danger: reading.danger, reason: reading.reason },
      ...{ up_to_seq: reading.upToSeq, read_at: reading.at },
    })
    .execute());

/** The viewer's latest of a contact. */
export async function findDangerReading(
  contactId: ContactId,
  accountId: AccountId,
): Promise<{ upToSeq: number; readAt: Date } | undefined> {
  return db
    .selectFrom('danger_readings')
    .select(['up_to_seq as upToSeq', 'read_at as readAt'])
    .where('contact_id', '=', contactId)
    .where('account_id', '=', accountId)
    .orderBy('read_at', 'desc')
    .executeTakeFirst();
}

/** Of some organisations, the latest first. */
export async function listDangerReadings(
  organisationIds: OrganisationId[],
  viewer: AccountId,
): Promise<DangerReading[]> {
  const rows = await db
    .selectFrom('danger_readings as r')
    .innerJoin('accounts as a', 'a.id', 'r.account_id')
    .innerJoin('organisations as o', 'o.id', 'r.organisation_id')
    .leftJoin('accounts as s', 's.id', 'r.seen_by')
    .select(['r.id', 'r.account_id', 'a.display_name', 'o.name', 'r.danger', 'r.reason'])
    .select(['r.read_at', 's.display_name as seen_by'])
    .where('r.organisation_id', '=', anyOf(organisationIds))
    .orderBy('r.read_at', 'desc')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    id: row.id as DangerReadingId,
    who: row.display_name,
    organisation: row.name,
    danger: row.danger as Danger, // danger_readings_danger
    reason: row.reason,
    readAt: row.read_at,
    seenBy: row.seen_by,
    own: row.account_id === viewer,
  }));
}

export const countUnseen = async (
  organisationIds: OrganisationId[],
  viewer: AccountId,
): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from danger_readings
    where organisation_id = ${anyOf(organisationIds)} and seen_by is null and account_id <> ${viewer}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
};

export async function findOrganisationOfReading(
  id: DangerReadingId,
): Promise<OrganisationId | undefined> {
  const row = await db
    .selectFrom('danger_readings')
    .select('organisation_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return (row?.organisation_id ?? undefined) as OrganisationId | undefined;
}

/** The first to see it stays named; nobody sees their own. */
export const setSeenBy = async (id: DangerReadingId, accountId: AccountId): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('danger_readings')
    .set({ seen_by: accountId })
    .where('id', '=', id)
    .where('seen_by', 'is', null)
    .where('account_id', '<>', accountId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** Of a life in danger, of the contacts under these faces. */
export async function listReadOf(faces: Pseudonym[]): Promise<ReadInDanger[]> {
  if (faces.length === 0) return [];
  return db
    .selectFrom('danger_readings as r')
    .innerJoin('contacts as c', 'c.id', 'r.contact_id')
    .innerJoin('organisations as o', 'o.id', 'r.organisation_id')
    .select(['o.name as organisation', 'r.read_at as readAt'])
    .where('c.pseudonym', 'in', faces)
    .where('r.danger', '=', 'life')
    .orderBy('r.read_at', 'desc')
    .execute();
}
