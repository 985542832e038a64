/** Rows of leases, one for each desk socket. */
import type { AccountId } from '#accounts';
import type { Brand } from '#platform/brand';
import { db, sql, type Database } from '#platform/db';

export type LeaseId = Brand<string, 'LeaseId'>;

/** When a lease was renewed, and until when it lasts. */
interface Renewal {
  at: Date;
  dueAt: Date;
}

export async function insertLease(accountId: AccountId, { at, dueAt }: Renewal): Promise<LeaseId> {
  const { id } = await db
    .insertInto('leases')
    .values({ account_id: accountId, renewed_at: at, due_at: dueAt })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id as LeaseId;
}

/** False where there is no such lease any more. */
export async function setRenewed(id: LeaseId, { at, dueAt }: Renewal): Promise<boolean> {
  const row = await db
    .updateTable('leases')
    .set({ renewed_at: at, due_at: dueAt })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export const deleteLease = async (id: LeaseId): Promise<void> =>
  void (await db.deleteFrom('leases').where('id', '=', id).execute());

/** It lasts no longer than that, if it has not lapsed already. */
export const shortenLease = async (id: LeaseId, { at, dueAt }: Renewal): Promise<void> =>
  void (await db
    .updateTable('leases')
    .set({ renewed_at: sql`least(renewed_at, ${at})`, due_at: sql`least(due_at, ${dueAt})` })
    .where('id', '=', id)
    .where('due_at', '>', at)
    .execute());

export const putOffLeases = async (ids: LeaseId[], byMs: number): Promise<void> =>
  void (await db
    .updateTable('leases')
    .set({ due_at: sql`due_at + ${byMs} * interval '1 millisecond'` })
    .where('id', 'in', ids)
    .execute());

/** Those that ended after `dueSince`, or will before `dueAt`, last until then. */
export const lengthenLeases = async ({
  dueSince,
  dueAt,
}: {
  dueSince: Date;
  dueAt: Date;
}): Promise<void> =>
  void (await db
    .updateTable('leases')
    .set({ due_at: dueAt })
    .where('due_at', '>', dueSince)
    .where('due_at', '<', dueAt)
    .execute());

/** None lasts longer than that. */
export const shortenAllLeases = async ({ at, dueAt }: Renewal): Promise<void> =>
  void (await db
    .updateTable('leases')
    .set({ renewed_at: at, due_at: dueAt })
    .where('due_at', '>', dueAt)
    .execute());

/** Of those that have lapsed, whose they were: an account stands there once for each of its desks. */
export async function deleteLapsed(at: Date): Promise<AccountId[]> {
  const rows = await db
    .deleteFrom('leases')
    .where('id', 'in', (eb) =>
      eb.selectFrom('leases').select('id').where('due_at', '<=', at).forUpdate().skipLocked(),
    )
    .returning('account_id')
    .execute();
  return rows.map((row) => row.account_id as AccountId);
}

/** Of these accounts, those that have a lease at that moment. */
export async function withLease(
  trx: Database,
  accountIds: AccountId[],
  at: Date,
): Promise<string[]> {
  const rows = await trx
    .selectFrom('leases')
    .select('account_id')
    .where('account_id', 'in', accountIds)
    .where('due_at', '>', at)
    .execute();
  return rows.map((row) => row.account_id);
}
