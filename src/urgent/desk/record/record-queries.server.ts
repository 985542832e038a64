import type { AccountId, OrganisationId } from '#accounts';
import type { Database } from '#platform/db';
import type { ContactId } from '../../contact.ts';
import type { Check, Kept } from './record.ts';

interface Line extends Kept {
  contactId: string;
  at: Date;
  who: string;
}

interface Written {
  contactId: ContactId;
  organisationId: OrganisationId;
  accountId: AccountId;
  at: Date;
}

/** A note that comes twice is one. */
export const insertNote = async (
  trx: Database,
  { id, text, afterSeq, ...by }: Written & { id: string; text: string; afterSeq: number },
): Promise<void> =>
  void (await trx
    .insertInto('desk_notes')
    .values({ id, text, after_seq: afterSeq, ...rowOf(by) })
    .onConflict((conflict) => conflict.doNothing())
    .execute());

export const insertCheck = async (
  trx: Database,
  { item, ...by }: Written & { item: Check },
): Promise<void> =>
  void (await trx
    .insertInto('safety_checks')
    .values({ item, ...rowOf(by) })
    .onConflict((conflict) => conflict.doNothing())
    .execute());

export const deleteCheck = async (
  trx: Database,
  { contactId, organisationId, item }: Written & { item: Check },
): Promise<void> =>
  void (await trx
    .deleteFrom('safety_checks')
    .where('contact_id', '=', contactId)
    .where('organisation_id', '=', organisationId)
    .where('item', '=', item)
    .execute());

const rowOf = ({ contactId, organisationId, accountId, at }: Written) => ({
  contact_id: contactId,
  organisation_id: organisationId,
  account_id: accountId,
  at,
});

export async function listNotes(
  db: Database,
  contactIds: string[],
): Promise<(Line & { id: string; text: string; afterSeq: number })[]> {
  if (contactIds.length === 0) return [];
  const rows = await db
    .selectFrom('desk_notes as n')
    .leftJoin('accounts as a', 'a.id', 'n.account_id')
    .selectAll('n')
    .select('a.display_name')
    .where('contact_id', 'in', contactIds)
    .orderBy('at')
    .execute();
  return rows.map((row) => ({
    ...lineOf(row),
    id: row.id,
    text: row.text,
    afterSeq: row.after_seq,
  }));
}

export async function listChecks(
  db: Database,
  contactIds: string[],
): Promise<(Line & { item: Check })[]> {
  if (contactIds.length === 0) return [];
  const rows = await db
    .selectFrom('safety_checks as s')
    .leftJoin('accounts as a', 'a.id', 's.account_id')
    .selectAll('s')
    .select('a.display_name')
    .where('contact_id', 'in', contactIds)
    .orderBy('at')
    .execute();
  // Held by the constraint safety_checks_item.
  return rows.map((row) => ({ ...lineOf(row), item: row.item as Check }));
}

const lineOf = (row: {
  contact_id: string;
  organisation_id: string;
  account_id: string | null;
  at: Date;
  display_name: string | null;
}): Line => ({
  contactId: row.contact_id,
  organisationId: row.organisation_id as OrganisationId,
  accountId: row.account_id as AccountId | null,
  at: row.at,
  who: row.display_name ?? '',
});

/** What staff wrote of it: to themselves, to experts, and why they read in danger. That they did stays. */
export async function deleteRecordOf(trx: Database, contactId: ContactId): Promise<void> {
  await trx.deleteFrom('desk_notes').where('contact_id', '=', contactId).execute();
  await trx.deleteFrom('safety_checks').where('contact_id', '=', contactId).execute();
  await trx.deleteFrom('expert_questions').where('contact_id', '=', contactId).execute();
  const why = trx.updateTable('danger_readings').set({ reason: null });
  await why.where('contact_id', '=', contactId).execute();
}
