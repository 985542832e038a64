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

export const hadSpanBefore = async (db: Database, contactId: ContactId): Promise<boolean> =>
  (await db
    .selectFrom('contact_spans')
    .select('id')
    .where('contact_id', '=', contactId)
    .limit(1)
    .executeTakeFirst()) !== undefined;
