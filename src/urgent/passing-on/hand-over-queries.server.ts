import type { AccountId } from '#accounts';
import { db, sql, type Database } from '#platform/db';
import type { ContactId } from '../contact.ts';
import {
  ringIsOver,
  type HandedOverRing,
  type HandOver,
  type HandOverShown,
  type HandOverState,
  type Stopped,
} from './hand-over.ts';
import type { ConsentId, ReadableDays } from './passing-on.ts';

export async function findHandOver(
  db: Database,
  contactId: ContactId,
): Promise<HandOver | undefined> {
  const row = await db
    .selectFrom('contact_hand_overs')
    .select(['id', 'window_id as windowId', 'account_id as accountId', 'state', 'days'])
    .select(['up_to_seq as upToSeq', 'stands_until', 'meets_at'])
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  if (!row) return undefined;
  const { stands_until, meets_at, ...handOver } = row;
  const times = { standsUntil: inMs(stands_until), meetsAt: inMs(meets_at) };
  // Held by the constraints contact_hand_overs_state and _days, and written from what was chosen.
  return { ...handOver, ...times } as HandOver;
}

const inMs = (at: Date | null) => at?.getTime() ?? null;

export interface HandOverTo {
  windowId: string;
  accountId: AccountId | null;
  /** Undefined: now. */
  meetsAt: Date | undefined;
}

/** In the place of one that came to nothing. */
export async function askHandOver(
  trx: Database,
  contactId: ContactId,
  { windowId, accountId, meetsAt }: HandOverTo,
): Promise<void> {
  await dropHandOver(trx, contactId);
  await trx
    .insertInto('contact_hand_overs')
    .values({
      ...{ contact_id: contactId, window_id: windowId, account_id: accountId },
      meets_at: meetsAt ?? null,
    })
    .execute();
}

export const dropHandOver = async (trx: Database, contactId: ContactId): Promise<void> =>
  void (await trx.deleteFrom('contact_hand_overs').where('contact_id', '=', contactId).execute());

/** Rings for as long as its window does. */
export const ringHandOver = async (
  trx: Database,
  contactId: ContactId,
  { upToSeq, days, at }: { upToSeq: number; days: ReadableDays; at: Date },
): Promise<void> =>
  void (await sql`
    update contact_hand_overs h set state = 'ringing', up_to_seq = ${upToSeq}, days = ${days},
      stands_until = ${at}::timestamptz + make_interval(secs => w.ring_seconds)
    from windows w where h.contact_id = ${contactId} and w.id = h.window_id`.execute(trx));

/** It came to nothing: nothing is allowed any more, and an answer to what was asked is none to what is asked next. */
export const stopHandOver = async (
  trx: Database,
  contactId: ContactId,
  { state, until }: { state: Stopped; until: Date },
): Promise<void> =>
  void (await trx
    .updateTable('contact_hand_overs')
    .set({ state, stands_until: until, up_to_seq: null, days: null })
    .set({ id: sql`gen_random_uuid()` })
    .where('contact_id', '=', contactId)
    .execute());

/** Talks whose ring elsewhere is over. */
export async function handOversDue(db: Database, at: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('contact_hand_overs')
    .select(['contact_id', 'stands_until'])
    .where('state', '=', 'ringing')
    .execute();
  return rows
    .filter(({ stands_until }) => ringIsOver(Number(stands_until), at.getTime()))
    .map((row) => row.contact_id);
}

/** How handing over stands, for some talks. */
export async function listHandOvers(
  contactIds: ContactId[],
): Promise<Map<ContactId, HandOverShown>> {
  if (contactIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('contact_hand_overs as h')
    .innerJoin('windows as w', 'w.id', 'h.window_id')
    .leftJoin('accounts as a', 'a.id', 'h.account_id')
    .select(['h.contact_id', 'h.id', 'h.state', 'w.name as window', 'a.display_name as who'])
    .select(['h.window_id', 'h.stands_until', 'h.meets_at'])
    .where('h.contact_id', 'in', contactIds)
    .execute();
  return new Map(
    rows.map(({ contact_id, id, state, window, who, window_id, stands_until, meets_at }) => [
      contact_id as ContactId,
      {
        ...{ id: id as ConsentId, state: state as HandOverState, window, who },
        ...{ windowId: window_id, standsUntil: inMs(stands_until), meetsAt: inMs(meets_at) },
      },
    ]),
  );
}

/** Of the contacts that ring at an account those that are handed over to it. */
export async function listHandedOverTo(
  accountId: AccountId,
): Promise<Map<ContactId, HandedOverRing>> {
  const rows = await db
    .selectFrom('offers as o')
    .innerJoin('contact_hand_overs as h', 'h.contact_id', 'o.contact_id')
    .innerJoin('contacts as c', 'c.id', 'o.contact_id')
    .innerJoin('windows as w', 'w.id', 'c.owner_window_id')
    .select(['o.contact_id', 'w.name', 'h.up_to_seq', 'h.stands_until'])
    .where('o.account_id', '=', accountId)
    .where('o.state', '=', 'ringing')
    .where('o.purpose', '=', 'hand_over')
    .execute();
  return new Map(
    rows.map(({ contact_id, name, up_to_seq, stands_until }) => [
      contact_id as ContactId,
      { fromWindow: name, withTalk: (up_to_seq ?? 0) > 0, until: Number(stands_until) },
    ]),
  );
}
