/** What a form plans, done in one transaction: by whoever may, for whoever holds the role, and never twice at once. */
import type { AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { brokenConstraint, inTransaction, type Database } from '#platform/db';
import { presenceChanged } from '../presence-changed.server.ts';
import { readShift, type ShiftInput, type ShiftPlan, type ShiftRefused } from './input.ts';
import { holdsRole, keepsShiftsOf, refuseRoster, type OwnRoster } from './own-roster.server.ts';

export type Refused = ShiftRefused | 'overlaps' | 'not_found';

/** Where the viewer keeps that person's shifts, and the person holds the role until it is done. */
export async function asPlanned<T>(
  viewer: AccountViewer,
  roster: OwnRoster,
  input: ShiftInput,
  work: (trx: Database, plan: ShiftPlan) => Promise<T>,
): Promise<T | Refused> {
  const plan = readShift(input, now());
  if ('problems' in plan) return plan;
  if (!keepsShiftsOf(roster, viewer, plan.accountId)) return refuseRoster(viewer, roster);
  return unlessOverlapping<T | ShiftRefused>(async (trx) =>
    (await holdsRole(trx, roster, plan)) ? work(trx, plan) : { problems: { accountId: 'person' } },
  );
}

/** `overlaps` where somebody would be on duty twice at once. */
export const unlessOverlapping = <T>(
  work: (trx: Database) => Promise<T>,
): Promise<T | 'overlaps'> =>
  inTransaction(async (trx, afterCommit) => {
    afterCommit(presenceChanged);
    return work(trx);
  }).catch((error: unknown) => {
    if (brokenConstraint(error) === 'shifts_one_at_a_time') return 'overlaps';
    throw error;
  });
