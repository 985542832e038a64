/** A lease proves that a desk's socket is really there: the server asks, the acknowledgement renews. */
import type { AccountId, AccountViewer } from '#accounts';
import { later, minutes, now, seconds } from '#platform/clock';
import { db, type Database } from '#platform/db';
import { runsElsewhere } from '#platform/everywhere';
import {
  deleteLapsed,
  insertLease,
  lengthenLeases,
  putOffLeases,
  setRenewed,
  shortenAllLeases,
  shortenLease,
  withLease,
  type LeaseId,
} from './lease-queries.server.ts';
import { heldLeases } from './held-leases.server.ts';
import { presenceChanged } from './presence-changed.server.ts';

const LEASE_MS = seconds(15);
export const ASK_EVERY_MS = seconds(5);
const CLOSED_SOCKET_MS = seconds(6);
/** Longer without a portal, and nobody sits before an open desk any more. */
const OUTAGE_MS = minutes(5);

/** One row for each desk socket. */
export async function beginLease(viewer: AccountViewer): Promise<LeaseId> {
  const at = now();
  const id = await insertLease(viewer.accountId, { at, dueAt: later(at, LEASE_MS) });
  presenceChanged();
  return id;
}

/** False when the lease had lapsed meanwhile: begin another. */
export async function renewLease(id: LeaseId): Promise<boolean> {
  const at = now();
  return (await setRenewed([id], { at, dueAt: later(at, LEASE_MS) })) === 1;
}

/** A process that ends gives its desks the whole time of a lease to open elsewhere. */
export async function renewHeldLeases(): Promise<void> {
  const at = now();
  await setRenewed([...heldLeases()], { at, dueAt: later(at, LEASE_MS) });
}

/** The desk said goodbye: no process that begins waits for it. */
export async function endLease(id: LeaseId): Promise<void> {
  const at = now();
  await shortenLease(id, { at: later(at, -1), dueAt: at });
  await deleteLapsed(at, id);
  presenceChanged();
}

/** The socket closed without a word: six seconds to come back, never longer than the lease had. */
export async function lapseSoon(id: LeaseId): Promise<void> {
  const at = now();
  await shortenLease(id, { at, dueAt: later(at, CLOSED_SOCKET_MS) });
}

/** This process itself stood still: what its desks could not renew is made up for, and what one has renewed since is not. */
export async function extendLeases(
  ids: Iterable<LeaseId>,
  { at, byMs }: { at: Date; byMs: number },
): Promise<void> {
  const own = [...ids];
  if (own.length > 0) await putOffLeases(own, byMs, later(at, LEASE_MS));
}

/**
 * A process begins: whose lease could not be renewed because none was running has the time of one to come back. Where another
 * runs, desks have come to that, and whoever has not is gone.
 */
export async function awaitDesks(): Promise<void> {
  if (await runsElsewhere()) return;
  const at = now();
  await lengthenLeases({ dueSince: later(at, -OUTAGE_MS), dueAt: later(at, LEASE_MS) });
}

/** The clock went back: no lease lasts longer than one that is renewed now. */
export async function pullBackLeases(at: Date): Promise<void> {
  await shortenAllLeases({ at, dueAt: later(at, LEASE_MS) });
}

/** Those of some accounts that have no desk open. */
export async function withoutDesk(
  accountIds: AccountId[],
  at: Date,
  database: Database = db,
): Promise<AccountId[]> {
  if (accountIds.length === 0) return [];
  const open = new Set(await withLease(database, accountIds, at));
  return accountIds.filter((id) => !open.has(id));
}
