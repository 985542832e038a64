/** The log of a contact: what happened, never what was written. */
import type { AccountId } from '#accounts';
import { asJson, sql, type Database, type StatementPart } from '#platform/db';
import type { ContactEventKind, ContactId } from './contact.ts';

export interface NewEvent {
  kind: ContactEventKind;
  accountId?: AccountId;
  details?: Record<string, unknown>;
}

/** What happened to a contact at an instant. */
export interface Happened {
  contactId: ContactId;
  at: Date;
  events: NewEvent[];
}

/** A statement, also as part of a larger one. */
export const eventsInserted = (happened: Happened[]): StatementPart => sql`
  insert into contact_events (contact_id, no, at, kind, account_id, details)
  select contact_id,
    (select coalesce(max(no), 0) from contact_events before where before.contact_id = event.contact_id) + place,
    at, kind, account_id, details
  from json_to_recordset(${asJson(happened.flatMap(recordsOf))}::json)
    as event (contact_id uuid, place integer, at timestamptz, kind text, account_id uuid, details jsonb)`;

const recordsOf = ({ contactId, at, events }: Happened) =>
  events.map(({ kind, accountId, details = {} }, index) => ({
    ...{ contact_id: contactId, place: index + 1, at, kind, details },
    account_id: accountId ?? null,
  }));

export const logEvents = async (
  trx: Database,
  contactId: ContactId,
  at: Date,
  events: NewEvent[],
): Promise<void> => void (await eventsInserted([{ contactId, at, events }]).execute(trx));
