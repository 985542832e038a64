/** The log of a contact: what happened, never what was written. */
import type { RawBuilder } from 'kysely';
import type { AccountId } from '#accounts';
import { asJson, sql, type Database } from '#platform/db';
import type { ContactEventKind, ContactId } from './contact.ts';

export interface NewEvent {
  kind: ContactEventKind;
  accountId?: AccountId;
  details?: Record<string, unknown>;
}

/** A statement, also as part of a larger one. */
export const eventsInserted = (
  contactId: ContactId,
  at: Date,
  events: NewEvent[],
): RawBuilder<unknown> => sql`
  insert into contact_events (contact_id, no, at, kind, account_id, details)
  select ${contactId}::uuid,
    (select coalesce(max(no), 0) from contact_events where contact_id = ${contactId}::uuid) + event.place,
    ${at}::timestamptz, event.kind, event.account_id, event.details
  from json_to_recordset(${asJson(events.map(recordOf))}::json)
    as event (place integer, kind text, account_id uuid, details jsonb)`;

const recordOf = ({ kind, accountId, details = {} }: NewEvent, index: number) => ({
  place: index + 1,
  kind,
  account_id: accountId ?? null,
  details,
});

export const logEvents = async (
  trx: Database,
  contactId: ContactId,
  at: Date,
  events: NewEvent[],
): Promise<void> => void (await eventsInserted(contactId, at, events).execute(trx));
