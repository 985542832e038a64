/** Somebody else of the organisation listens at a slot that is held. */
import type { AccountId, AccountViewer } from '#accounts';
import { lockAccount } from '#accounts/server';
import { recordAct } from '#organisations/server';
import { now } from '#platform/clock';
import { inTransaction, type AfterCommit, type Database } from '#platform/db';
import { isId } from '#platform/id';
import { announceChange } from '../announce.server.ts';
import { changeOccurrence } from '../occurrence-queries.server.ts';
import { refuseOccurrence } from '../occurrences.server.ts';
import { mayChange } from '../privacy.ts';
import { listensAt } from './supporter-queries.server.ts';
import { findNickname, listColleagues, lockSlot } from './stand-in-queries.server.ts';

export interface Colleague {
  accountId: string;
  name: string;
  /** Has another slot at that time, wherever that is. */
  busy: boolean;
}

/** Who could stand in; for the slot's supporter and the organisation's publishers. */
export const colleaguesFor = (
  viewer: AccountViewer,
  occurrenceId: string,
): Promise<Colleague[] | 'not_found'> =>
  inTransaction(async (trx) => {
    const slot = await lockOwnSlot(trx, viewer, occurrenceId);
    return slot === 'not_found' ? slot : listColleagues(trx, slot);
  });

export interface StandingIn {
  occurrenceId: string;
  /** Who comes. */
  accountId: string;
}

/**
 * Within the caller's transaction, which the table's exclusion ends where the colleague is busy then (`refusingOverlaps`).
 * `free`: nobody holds it, there is nobody to stand in for.
 */
export async function changeSupporter(
  trx: Database,
  viewer: AccountViewer,
  { occurrenceId, accountId: to }: StandingIn,
  afterCommit: AfterCommit,
): Promise<{ from: AccountId; to: AccountId; nickname: string } | 'free' | 'over' | 'not_found'> {
  // An account or none: the role is asked of it below.
  if (!isId<AccountId>(to)) return 'not_found';
  await lockAccount(trx, to);
  const slot = await lockOwnSlot(trx, viewer, occurrenceId);
  if (slot === 'not_found') return slot;
  const { organisation_id: organisationId, supporter_account_id: from, laidFor } = slot;
  if (!(await listensAt(trx, { accountId: to, organisationId }))) return 'not_found';
  if (slot.state === 'cancelled' || slot.ends_at <= now()) return 'over';
  if (slot.taken + slot.waiting === 0) return 'free';
  const changed = await changeOccurrence(trx, occurrenceId, {
    supporter_account_id: to,
    stands_in_for: laidFor === to ? null : laidFor,
    origin: 'kept',
  });
  afterCommit(() => announceChange(changed));
  const subject = `occurrence:${occurrenceId}`;
  await recordAct(viewer, { organisationId, act: 'slot.stood_in', subject }, trx);
  return { from, to, nickname: await findNickname(trx, slot.seriesId, to) };
}

async function lockOwnSlot(trx: Database, viewer: AccountViewer, occurrenceId: string) {
  const slot = await lockSlot(trx, occurrenceId);
  if (!slot) return 'not_found';
  return mayChange(viewer, slot) ? slot : refuseOccurrence(trx, viewer, occurrenceId, slot);
}
