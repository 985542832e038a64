/** Contacts, their offers and log. Everything here runs in the caller's transaction, with the contact's row locked. */
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { AccountId } from '#accounts';
import type { Pseudonym } from '#participants';
import { sql, type Database, type DB } from '#platform/db';
import {
  routeSchema,
  type ContactEventKind,
  type ContactId,
  type ContactState,
  type RouteStage,
} from './contact.ts';

export interface Contact extends Omit<
  Selectable<DB['contacts']>,
  'id' | 'state' | 'route' | 'pseudonym' | 'owner_account_id'
> {
  id: ContactId;
  state: ContactState;
  route: RouteStage[];
  pseudonym: Pseudonym;
  owner_account_id: AccountId | null;
}

export const contactOfRow = (row: Selectable<DB['contacts']>): Contact => ({
  ...row,
  // Held by the table's constraints.
  id: row.id as ContactId,
  state: row.state as ContactState,
  pseudonym: row.pseudonym as Pseudonym,
  owner_account_id: row.owner_account_id as AccountId | null,
  route: routeSchema.parse(row.route),
});

export async function lockContact(trx: Database, id: string): Promise<Contact | undefined> {
  const row = await trx
    .selectFrom('contacts')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && contactOfRow(row);
}

/** Contacts that have fallen due, first in line first. */
export async function dueContacts(db: Database, at: Date, most: number): Promise<string[]> {
  const rows = await db
    .selectFrom('contacts')
    .select('id')
    .where('due_at', '<=', at)
    .where('state', 'not in', ['ended', 'left'])
    .orderBy((eb) => eb('lost_at', 'is', null))
    .orderBy('due_at')
    .limit(most)
    .execute();
  return rows.map((row) => row.id);
}

/** The contact if it is still due and no other process holds it. */
export async function lockDueContact(
  trx: Database,
  id: string,
  at: Date,
): Promise<Contact | undefined> {
  const row = await trx
    .selectFrom('contacts')
    .selectAll()
    .where('id', '=', id)
    .where('due_at', '<=', at)
    .where('state', 'not in', ['ended', 'left'])
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row && contactOfRow(row);
}

/** Those who look for somebody through these windows, first in line first. */
export async function callingThrough(db: Database, windowIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from contacts
    where state in ('waiting', 'ringing')
      and exists (
        select from jsonb_path_query(route, '$[*].windows[*].windowId') as named (id)
        where named.id #>> '{}' = any(${windowIds}))
    order by lost_at is null, created_at`.execute(db);
  return rows.map((row) => row.id);
}

/** Who talks with whom. */
export async function talks(db: Database): Promise<{ id: string; owner: AccountId }[]> {
  const rows = await db
    .selectFrom('contacts')
    .select(['id', 'owner_account_id'])
    .where('owner_account_id', 'is not', null)
    .execute();
  return rows.map((row) => ({ id: row.id, owner: row.owner_account_id as AccountId }));
}

export async function insertContact(
  trx: Database,
  row: Insertable<DB['contacts']>,
): Promise<Contact> {
  return contactOfRow(
    await trx.insertInto('contacts').values(row).returningAll().executeTakeFirstOrThrow(),
  );
}

export const updateContact = async (
  trx: Database,
  id: ContactId,
  changes: Updateable<DB['contacts']>,
): Promise<void> =>
  void (await trx
    .updateTable('contacts')
    .set(changes)
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute());

/** A later look, without anything having changed for anybody. */
export const putOffContact = async (trx: Database, id: ContactId, due_at: Date): Promise<void> =>
  void (await trx.updateTable('contacts').set({ due_at }).where('id', '=', id).execute());

export interface NewEvent {
  kind: ContactEventKind;
  accountId?: AccountId;
  details?: Record<string, unknown>;
}

export async function logEvents(
  trx: Database,
  contactId: ContactId,
  at: Date,
  events: NewEvent[],
): Promise<void> {
  for (const event of events) {
    await sql`
      insert into contact_events (contact_id, no, at, kind, account_id, details)
      select ${contactId}, coalesce(max(no), 0) + 1, ${at}::timestamptz, ${event.kind}, ${event.accountId ?? null}::uuid,
        ${JSON.stringify(event.details ?? {})}::jsonb
      from contact_events where contact_id = ${contactId}`.execute(trx);
  }
}
