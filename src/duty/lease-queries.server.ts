/** Rows of leases, one for each desk socket. */
import type { AccountId } from '#accounts';
import type { Brand } from '#platform/brand';
import { anyOf, db, sql, type Database } from '#platform/db';

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

/** How many of these there still were. */
export async function setRenewed(ids: LeaseId[], { at, dueAt }: Renewal): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('leases')
    .set({ renewed_at: at, due_at: dueAt })
    .where('id', '=', anyOf(ids))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** It lasts no longer than that, if it has not lapsed already. */
export const shortenLease = async (id: LeaseId, { at, dueAt }: Renewal): Promise<void> =>
  void (await db
    .updateTable('leases')
    .set({ renewed_at: sql`least(renewed_at, ${at})`, due_at: sql`least(due_at, ${dueAt})` })
    .where('id', '=', id)
    .where('due_at', '>', at)
    .execute());

/** Until then at most. */
export const putOffLeases = async (ids: LeaseId[], byMs: number, most: Date): Promise<void> =>
  void (await db
    .updateTable('leases')
    .set({ due_at: sql`least(due_at + ${byMs} * interval '1 millisecond', ${most})` })
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

/** Those that have lapsed, or one of them. One whose account still holds a talk stays until that is found out: it tells since when. */
export const deleteLapsed = async (at: Date, id?: LeaseId): Promise<void> =>
  void (await db
    .deleteFrom('leases')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('leases')
        .select('id')
        .where('due_at', '<=', at)
        .where('account_id', 'not in', eb.selectFrom('talks_by_account').select('account_id'))
        .where(sql<boolean>`id = coalesce(${id ?? null}::uuid, id)`)
        .forUpdate()
        .skipLocked(),
    )
    .execute());

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
