import { organisationIdsOf, type AccountViewer } from '#accounts';
import { lockAccount } from '#accounts/server';
import { lockRoles, type Leave } from '#organisations/server';
import { now } from '#platform/clock';
import { db, inTransaction } from '#platform/db';
import { deleteSecretOfStranger } from './calendar/calendar-queries.server.ts';
import type { DutyWindow } from './index.ts';
import { presenceChanged } from './presence-changed.server.ts';
import { mayLastUntil } from './shift.ts';
import {
  beginShift,
  endShifts,
  endShiftsOfRoles,
  windowsOfAccount,
} from './on-duty-queries.server.ts';

/** The windows where the viewer may be on duty, and until when they are. */
export const dutyWindowsOf = (viewer: AccountViewer): Promise<DutyWindow[]> =>
  windowsOfAccount(db, viewer.accountId, now());

/**
 * Goes on duty now until a chosen time, at most twelve hours ahead, in roles held until it stands; a shift under way is prolonged
 * or shortened.
 */
export async function enterDuty(
  viewer: AccountViewer,
  input: { windowIds: string[]; until: Date },
): Promise<'entered' | 'not_found' | 'not_that_long'> {
  const at = now();
  if (!mayLastUntil(input.until, at)) return 'not_that_long';
  return inTransaction(async (trx, afterCommit) => {
    const { accountId } = viewer;
    for (const organisationId of organisationIdsOf(viewer, 'answer'))
      await lockRoles(trx, { organisationId, accountId });
    await lockAccount(trx, accountId);
    const own = await windowsOfAccount(trx, accountId, at);
    const chosen = own.filter((window) => input.windowIds.includes(window.windowId));
    if (chosen.length === 0 || chosen.length < new Set(input.windowIds).size) return 'not_found';
    for (const window of chosen) await beginShift(trx, viewer, window, at, input.until);
    afterCommit(presenceChanged);
    return 'entered';
  });
}

/** Leaves duty at every window at once. Talks under way stay the viewer's. */
export async function leaveDuty(viewer: AccountViewer): Promise<void> {
  await inTransaction(async (trx, afterCommit) => {
    await endShifts(trx, viewer, now());
    afterCommit(presenceChanged);
  });
}

/** Shifts go with the roles they rest on: nobody is rung for windows where they work no more. Any member may sit at reception. */
export const leaveShifts: Leave = async (trx, { organisationId, accountId, lost }, afterCommit) => {
  const left = await lockRoles(trx, { organisationId, accountId });
  const gone = left.length === 0 ? [...lost, 'reception'] : lost;
  await endShiftsOfRoles(trx, { organisationId, accountId, lost: gone }, now());
  await deleteSecretOfStranger(trx, accountId);
  afterCommit(presenceChanged);
};
