import type { AccountId } from '#accounts';
import { db, type Database } from '#platform/db';
import type { ContactId } from '../contact.ts';
import type { HandedOverRing, HandOverId, HandOverShown, HandOverState } from './hand-over.ts';
import type { ReadableDays } from './passing-on.ts';

export interface HandOver {
  id: HandOverId;
  windowId: string;
  accountId: AccountId | null;
  state: HandOverState;
  /** Up to which number the person lets the talk be read, 0 for nothing of it; null until they have answered. */
  upToSeq: number | null;
  days: ReadableDays | null;
}

export async function findHandOver(
  db: Database,
  contactId: ContactId,
): Promise<HandOver | undefined> {
  const row = await db
    .selectFrom('contact_hand_overs')
    .select(['id', 'window_id as windowId', 'account_id as accountId', 'state', 'days'])
    .select('up_to_seq as upToSeq')
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  // Held by the constraints contact_hand_overs_state and _days, and written from what was chosen.
  return row as HandOver | undefined;
}

/** In the place of one that came to nothing. */
export async function askHandOver(
  trx: Database,
  contactId: ContactId,
  to: { windowId: string; accountId: AccountId | null },
): Promise<void> {
  await dropHandOver(trx, contactId);
  await trx
    .insertInto('contact_hand_overs')
    .values({ contact_id: contactId, window_id: to.windowId, account_id: to.accountId })
    .execute();
}

export const dropHandOver = async (trx: Database, contactId: ContactId): Promise<void> =>
  void (await trx.deleteFrom('contact_hand_overs').where('contact_id', '=', contactId).execute());

export const moveHandOver = async (
  trx: Database,
  contactId: ContactId,
  to: { state: HandOverState; up_to_seq?: number | null; days?: ReadableDays | null },
): Promise<void> =>
  void (await trx
    .updateTable('contact_hand_overs')
    .set(to)
    .where('contact_id', '=', contactId)
    .execute());

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
    .where('h.contact_id', 'in', contactIds)
    .execute();
  return new Map(
    rows.map(({ contact_id, id, state, window, who }) => [
      contact_id as ContactId,
      { id: id as HandOverId, state: state as HandOverState, window, who },
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
    .select(['o.contact_id', 'w.name', 'h.up_to_seq'])
    .where('o.account_id', '=', accountId)
    .where('o.state', '=', 'ringing')
    .where('o.purpose', '=', 'hand_over')
    .execute();
  return new Map(
    rows.map(({ contact_id, name, up_to_seq }) => [
      contact_id as ContactId,
      { fromWindow: name, withTalk: (up_to_seq ?? 0) > 0 },
    ]),
  );
}

/** Names that accounts show. */
export async function listNames(accountIds: AccountId[]): Promise<Map<AccountId, string>> {
  if (accountIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'display_name'])
    .where('id', 'in', accountIds)
    .execute();
  return new Map(rows.map((row) => [row.id as AccountId, row.display_name]));
}
