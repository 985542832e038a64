/** Contacts. Whatever changes an open one runs in the caller's transaction, with the contact's row locked. */
import type { RawBuilder, Selectable, Updateable } from 'kysely';
import { gives, ROLES, type AccountId } from '#accounts';
import type { Pseudonym } from '#participants';
import { anyOf, asJson, sql, type Database, type DB } from '#platform/db';
import type { ContactId, ContactState } from './contact.ts';
import { routeSchema, type RouteStage } from './route.ts';
import { eventsInserted, type Happened } from './event-queries.server.ts';
import { offersInserted } from './offer-queries.server.ts';
import type { RingAt } from './policy.ts';

export interface Contact extends Omit<
  Selectable<DB['contacts']>,
  'id' | 'state' | 'route' | 'pseudonym' | 'owner_account_id'
> {
  id: ContactId;
  state: ContactState;
  route: RouteStage[];
  /** Null once all that was told is erased. */
  pseudonym: Pseudonym | null;
  owner_account_id: AccountId | null;
}

/** With what else the row tells. */
export const contactOfRow = <Row extends Selectable<DB['contacts']>>(
  row: Row,
): Omit<Row, keyof Contact> & Contact => ({
  ...row,
  // Held by the table's constraints.
  id: row.id as ContactId,
  state: row.state as ContactState,
  pseudonym: row.pseudonym as Pseudonym | null,
  owner_account_id: row.owner_account_id as AccountId | null,
  route: routeSchema.parse(row.route),
});

export async function findContact(db: Database, id: string): Promise<Contact | undefined> {
  const row = await db.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirst();
  return row && contactOfRow(row);
}

export async function lockContact(trx: Database, id: string): Promise<Contact | undefined> {
  const row = await trx
    .selectFrom('contacts')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && contactOfRow(row);
}

/** Whether a contact comes after others for now. */
export const isLater = (at: Date): RawBuilder<boolean> =>
  sql<boolean>`coalesce(later_until > ${at}, false)`;

/** Which windows a route leads through, as something to select from. */
export const windowsAlong = (route: string): RawBuilder<unknown> => sql`lateral (
  select (id #>> '{}')::uuid from jsonb_path_query(${sql.ref(route)}, '$[*].windows[*].windowId') as named (id))`;

/** Contacts that have fallen due: first whoever calls, first in line first; after their like those who could not be looked at. */
export async function dueContacts(
  db: Database,
  at: Date,
  { most, behind }: { most: number; behind: string[] },
): Promise<string[]> {
  const rows = await db
    .selectFrom('contacts')
    .select('id')
    .where('due_at', '<=', at)
    .where('state', 'not in', ['ended', 'left'])
    .orderBy((eb) => eb('state', 'not in', ['waiting', 'ringing']))
    .orderBy((eb) => eb('id', '=', anyOf(behind)))
    .orderBy((eb) => eb('lost_at', 'is', null))
    .orderBy(isLater(at))
    .orderBy('due_at')
    .limit(most)
    .execute();
  return rows.map((row) => row.id);
}

/** Those that no other process holds; where it is their time that counts, those still due. */
export async function lockFreeContacts(
  trx: Database,
  ids: string[],
  dueAt?: Date,
): Promise<Contact[]> {
  let free = trx.selectFrom('contacts').selectAll().where('id', '=', anyOf(ids));
  if (dueAt) free = free.where('due_at', '<=', dueAt).where('state', 'not in', ['ended', 'left']);
  const rows = await free.orderBy('id').forUpdate().skipLocked().execute();
  return rows.map(contactOfRow);
}

/** Of those who wait in line and are on their page, for each place the first who may be rung for there; first in line first. */
export async function nextInLine(
  db: Database,
  free: { accountId: AccountId; windowId: string; places: number }[],
  { at, seenAfter }: { at: Date; seenAfter: Date },
): Promise<string[]> {
  if (free.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    with line as (
      select id, window_id,
        rank() over (order by lost_at is null, ${isLater(at)}, created_at, id) as no
      from contacts, ${windowsAlong('route')} as through (window_id)
      where state = 'waiting' and seen_at > ${seenAfter}),
    places as (
      select id, no, places, dense_rank() over (partition by "accountId" order by no) as nth
      from line
      join json_to_recordset(${asJson(free)}::json) as free ("accountId" uuid, "windowId" uuid, places integer)
        on "windowId" = window_id
      where not exists (
        select from offers where contact_id = id and account_id = "accountId" and state = 'passed'))
    select id from places where nth <= places group by id order by min(no)`.execute(db);
  return rows.map((row) => row.id);
}

const ANSWER = ROLES.filter((role) => gives(role, 'answer'));

/** Who talks with whom, or one of them; `works`: still for the organisation they answered for. */
export async function listTalks(
  db: Database,
  id?: ContactId,
): Promise<{ id: ContactId; owner: AccountId; works: boolean }[]> {
  const { rows } = await sql<{ id: ContactId; owner: AccountId; works: boolean }>`
    select c.id, c.owner_account_id as owner, exists (
      select from contact_spans s join memberships m using (organisation_id, account_id)
      where s.contact_id = c.id and s.to_seq is null and m.role = any(${ANSWER})) as works
    from contacts c
    where c.owner_account_id is not null and c.id = coalesce(${id ?? null}::uuid, c.id)`.execute(
    db,
  );
  return rows;
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
export const putOffContacts = async (
  trx: Database,
  later: { id: ContactId; due_at: Date }[],
): Promise<void> => {
  if (later.length === 0) return;
  await sql`
    update contacts set due_at = later.due_at
    from json_to_recordset(${asJson(later)}::json) as later (id uuid, due_at timestamptz)
    where contacts.id = later.id`.execute(trx);
};

/** Where each search stands now, whom it rings at from now on and what led there, all at once. */
export const moveContacts = async (
  trx: Database,
  moved: (Search & Happened & { rings: RingAt[] })[],
): Promise<void> =>
  void (await sql`
    with moved as (
      update contacts set state = "to".state, stage = "to".stage, stage_due_at = "to".stage_due_at, due_at = "to".due_at,
        version = version + 1
      from json_to_recordset(${asJson(moved)}::json) as "to" (
        "contactId" uuid, state text, stage smallint, stage_due_at timestamptz, due_at timestamptz)
      where id = "contactId"),
    rung as (${offersInserted(moved)})
    ${eventsInserted(moved)}`.execute(trx));

/** How far a search has come. */
export interface Search {
  state: 'waiting' | 'ringing';
  stage: number;
  stage_due_at: Date | null;
  due_at: Date;
}

/** The clock went back: what was to come soon is not an hour away now. */
export const pullBackCalling = async (
  db: Database,
  { at, stageDueAt }: { at: Date; stageDueAt: Date },
): Promise<void> =>
  void (await db
    .updateTable('contacts')
    .set({
      due_at: at,
      stage_due_at: sql`least(stage_due_at, ${stageDueAt})`,
      seen_at: sql`least(seen_at, ${at})`,
    })
    .where('state', 'in', ['waiting', 'ringing'])
    .execute());
