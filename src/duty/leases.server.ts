/** A lease proves that a desk's socket is really there: the server asks, the acknowledgement renews. */
import type { AccountId, AccountViewer } from '#accounts';
import type { Brand } from '#platform/brand';
import { later, minutes, now, seconds } from '#platform/clock';
import { db, sql, type Database } from '#platform/db';
import { presenceChanged } from './presence-changed.server.ts';

export type LeaseId = Brand<string, 'LeaseId'>;

const LEASE_MS = seconds(15);
export const ASK_EVERY_MS = seconds(5);
const CLOSED_SOCKET_MS = seconds(6);
/** Longer without a portal, and nobody sits before an open desk any more. */
const OUTAGE_MS = minutes(5);

/** One row for each desk socket. */
export async function beginLease(viewer: AccountViewer): Promise<LeaseId> {
  const at = now();
  const row = await db
    .insertInto('leases')
    .values({ account_id: viewer.accountId, renewed_at: at, due_at: later(at, LEASE_MS) })
    .returning('id')
    .executeTakeFirstOrThrow();
  presenceChanged();
  return row.id as LeaseId;
}

/** False when the lease had lapsed meanwhile: begin another. */
export async function renewLease(id: LeaseId): Promise<boolean> {
  const at = now();
  const row = await db
    .updateTable('leases')
    .set({ renewed_at: at, due_at: later(at, LEASE_MS) })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The desk said goodbye. */
export async function endLease(id: LeaseId): Promise<void> {
  await db.deleteFrom('leases').where('id', '=', id).execute();
  presenceChanged();
}

/** The socket closed without a word: six seconds to come back, never longer than the lease had. */
export async function lapseSoon(id: LeaseId): Promise<void> {
  const at = now();
  await db
    .updateTable('leases')
    .set({
      renewed_at: sql`least(renewed_at, ${at})`,
      due_at: sql`least(due_at, ${later(at, CLOSED_SOCKET_MS)})`,
    })
    .where('id', '=', id)
    .where('due_at', '>', at)
    .execute();
}

/** This process itself stood still: what its desks could not renew is made up for. */
export async function extendLeases(ids: Iterable<LeaseId>, byMs: number): Promise<void> {
  const own = [...ids];
  if (own.length === 0) return;
  await db
    .updateTable('leases')
    .set({ due_at: sql`due_at + ${byMs} * interval '1 millisecond'` })
    .where('id', 'in', own)
    .execute();
}

/** A process begins: whose lease could not be renewed because none was running has the time of one to come back. */
export async function awaitDesks(): Promise<void> {
  const at = now();
  await db
    .updateTable('leases')
    .set({ due_at: later(at, LEASE_MS) })
    .where('due_at', '>', later(at, -OUTAGE_MS))
    .where('due_at', '<', later(at, LEASE_MS))
    .execute();
}

/** The clock went back: no lease lasts longer than one that is renewed now. */
export async function pullBackLeases(at: Date): Promise<void> {
  await db
    .updateTable('leases')
    .set({ renewed_at: at, due_at: later(at, LEASE_MS) })
    .where('due_at', '>', later(at, LEASE_MS))
    .execute();
}

/** Removes what has lapsed by `at`; tells whose. */
export async function removeLapsedLeases(at: Date): Promise<AccountId[]> {
  const rows = await db
    .deleteFrom('leases')
    .where('id', 'in', (eb) =>
      eb.selectFrom('leases').select('id').where('due_at', '<=', at).forUpdate().skipLocked(),
    )
    .returning('account_id')
    .execute();
  if (rows.length > 0) presenceChanged();
  return [...new Set(rows.map((row) => row.account_id as AccountId))];
}

/** Those of some accounts that have no desk open. */
export async function withoutDesk(
  accountIds: AccountId[],
  at: Date,
  database: Database = db,
): Promise<AccountId[]> {
  if (accountIds.length === 0) return [];
  const rows = await database
    .selectFrom('leases')
    .select('account_id')
    .where('account_id', 'in', accountIds)
    .where('due_at', '>', at)
    .execute();
  const open = new Set(rows.map((row) => row.account_id));
  return accountIds.filter((id) => !open.has(id));
}
