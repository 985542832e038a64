/** Which part of a talk each staff member may read. */
import type { AccountId } from '#accounts';
import { sql, type Database } from '#platform/db';
import type { ContactId } from './contact.ts';

export const openSpan = async (
  trx: Database,
  span: { contactId: ContactId; accountId: AccountId; windowId: string; fromSeq: number },
): Promise<void> =>
  void (await sql`
    insert into contact_spans (contact_id, organisation_id, account_id, from_seq)
    select ${span.contactId}, organisation_id, ${span.accountId}, ${span.fromSeq} from windows where id = ${span.windowId}
  `.execute(trx));

export const closeSpan = async (trx: Database, contactId: ContactId): Promise<void> =>
  void (await sql`
    update contact_spans set to_seq = greatest(from_seq - 1, (select seq from rooms where contact_id = ${contactId}))
    where contact_id = ${contactId} and to_seq is null`.execute(trx));

/** Up to which number anybody has read; undefined before the first answer. */
export async function lastReadTo(db: Database, contactId: ContactId): Promise<number | undefined> {
  const row = await db
    .selectFrom('contact_spans')
    .select((eb) => eb.fn.max('to_seq').as('seq'))
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  return row?.seq ?? undefined;
}
