import type { AccountId, OrganisationId } from '#accounts';
import { sql, type Database, type StatementPart } from '#platform/db';
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

export const listNotes = (
  db: Database,
  contactIds: string[],
): Promise<(Line & { id: string; text: string; afterSeq: number })[]> =>
  listLines(db, 'desk_notes', sql`l.id, text, after_seq as "afterSeq"`, contactIds);

export const listChecks = (
  db: Database,
  contactIds: string[],
): Promise<(Line & { item: Check })[]> => listLines(db, 'safety_checks', sql`item`, contactIds);

async function listLines<L extends Line>(
  db: Database,
  table: 'desk_notes' | 'safety_checks',
  said: StatementPart,
  contactIds: string[],
): Promise<L[]> {
  const { rows } = await sql<L>`
    select contact_id as "contactId", organisation_id as "organisationId", account_id as "accountId", l.at,
      coalesce(display_name, '') as who, ${said}
    from ${sql.table(table)} l left join accounts a on a.id = account_id
    where contact_id = any(${contactIds}::uuid[]) order by l.at`.execute(db);
  return rows;
}

/** What staff wrote of it: to themselves, to experts, and why they read in danger. That they did stays. */
export async function deleteRecordOf(trx: Database, contactId: ContactId): Promise<void> {
  await trx.deleteFrom('desk_notes').where('contact_id', '=', contactId).execute();
  await trx.deleteFrom('safety_checks').where('contact_id', '=', contactId).execute();
  await trx.deleteFrom('expert_questions').where('contact_id', '=', contactId).execute();
  const why = trx.updateTable('danger_readings').set({ reason: null });
  await why.where('contact_id', '=', contactId).execute();
}
