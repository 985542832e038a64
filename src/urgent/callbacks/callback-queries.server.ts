/** Agreed times, one for each contact at most. */
import type { AccountId } from '#accounts';
import { anyOf, type Database } from '#platform/db';
import type { ContactId } from '../contact.ts';

export interface Callback {
  contactId: ContactId;
  /** Null: whoever of the route is there. */
  windowId: string | null;
  meetsAt: Date;
  /** Null: the person. */
  setBy: AccountId | null;
  setAt: Date;
}

export const putCallback = async (db: Database, callback: Callback): Promise<void> => {
  const { contactId, windowId, meetsAt, setBy, setAt } = callback;
  const row = { window_id: windowId, meets_at: meetsAt, set_by: setBy, set_at: setAt };
  await db
    .insertInto('callbacks')
    .values({ contact_id: contactId, ...row })
    .onConflict((conflict) => conflict.column('contact_id').doUpdateSet(row))
    .execute();
};

/** Takes the time away; tells what it was. */
export async function takeCallback(
  db: Database,
  contactId: ContactId,
): Promise<Callback | undefined> {
  const row = await db
    .deleteFrom('callbacks')
    .where('contact_id', '=', contactId)
    .returningAll()
    .executeTakeFirst();
  return row && callbackOf(row);
}

/** Takes a time away that has come. */
export const forgetTimePast = async (db: Database, contactId: ContactId, at: Date): Promise<void> =>
  void (await db
    .deleteFrom('callbacks')
    .where('contact_id', '=', contactId)
    .where('meets_at', '<=', at)
    .execute());

export async function listCallbacks(
  db: Database,
  contactIds: ContactId[],
): Promise<Map<ContactId, Callback & { window: string | null }>> {
  const rows = await db
    .selectFrom('callbacks as c')
    .leftJoin('windows as w', 'w.id', 'c.window_id')
    .selectAll('c')
    .select('w.name as window')
    .where('c.contact_id', '=', anyOf(contactIds))
    .execute();
  return new Map(
    rows.map((row) => [row.contact_id as ContactId, { ...callbackOf(row), window: row.window }]),
  );
}

const callbackOf = (row: {
  contact_id: string;
  window_id: string | null;
  meets_at: Date;
  set_by: string | null;
  set_at: Date;
}): Callback => ({
  contactId: row.contact_id as ContactId,
  windowId: row.window_id,
  meetsAt: row.meets_at,
  setBy: row.set_by as AccountId | null,
  setAt: row.set_at,
});
