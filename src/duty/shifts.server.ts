import type { AccountViewer } from '#accounts';
import { lockAccount } from '#accounts/server';
import type { Leave } from '#organisations/server';
import { now } from '#platform/clock';
import { db, inTransaction, sql, type Database } from '#platform/db';
import type { DutyWindow } from './index.ts';
import { presenceChanged } from './presence-changed.server.ts';
import { windowsOfAccount } from './queries.server.ts';
import { mayLastUntil } from './shift.ts';

/** The windows where the viewer may be on duty, and until when they are. */
export const dutyWindowsOf = (viewer: AccountViewer): Promise<DutyWindow[]> =>
  windowsOfAccount(db, viewer.accountId, now());

/** Goes on duty now until a chosen time, at most twelve hours ahead; a shift under way is prolonged or shortened. */
export async function enterDuty(
  viewer: AccountViewer,
  input: { windowIds: string[]; until: Date },
): Promise<'entered' | 'not_found' | 'not_that_long'> {
  const at = now();
  if (!mayLastUntil(input.until, at)) return 'not_that_long';
  const own = await windowsOfAccount(db, viewer.accountId, at);
  const chosen = own.filter((window) => input.windowIds.includes(window.windowId));
  if (chosen.length === 0 || chosen.length < new Set(input.windowIds).size) return 'not_found';
  await inTransaction(async (trx, afterCommit) => {
    await lockAccount(trx, viewer.accountId);
    for (const window of chosen) await beginShift(trx, viewer, window, at, input.until);
    afterCommit(presenceChanged);
  });
  return 'entered';
}

async function beginShift(
  trx: Database,
  viewer: AccountViewer,
  { windowId, role }: DutyWindow,
  at: Date,
  until: Date,
): Promise<void> {
  await endShifts(trx, viewer, at, windowId);
  // What was planned inside the new span is covered by it.
  await trx
    .deleteFrom('shifts')
    .where('account_id', '=', viewer.accountId)
    .where('window_id', '=', windowId)
    .where('starts_at', '>', at)
    .where('ends_at', '<=', until)
    .execute();
  await trx
    .updateTable('shifts')
    .set({ starts_at: until })
    .where('account_id', '=', viewer.accountId)
    .where('window_id', '=', windowId)
    .where('starts_at', '>', at)
    .where('starts_at', '<', until)
    .execute();
  await trx
    .insertInto('shifts')
    .values({
      window_id: windowId,
      account_id: viewer.accountId,
      role,
      starts_at: at,
      ends_at: until,
      origin: 'explicit',
    })
    .execute();
}

/** Leaves duty at every window at once. Talks under way stay the viewer's. */
export async function leaveDuty(viewer: AccountViewer): Promise<void> {
  await inTransaction(async (trx, afterCommit) => {
    await endShifts(trx, viewer, now());
    afterCommit(presenceChanged);
  });
}

/** Shifts go with the roles they rest on: nobody is rung for windows where they work no more. */
export const leaveShifts: Leave = async (trx, { organisationId, accountId, lost }, afterCommit) => {
  const at = now();
  const theirs = sql`account_id = ${accountId} and role = any(${lost})
    and window_id in (select id from windows where organisation_id = ${organisationId})`;
  await sql`delete from shifts where ${theirs} and starts_at >= ${at}`.execute(trx);
  await sql`update shifts set ends_at = ${at} where ${theirs} and ends_at > ${at}`.execute(trx);
  afterCommit(presenceChanged);
};

async function endShifts(
  trx: Database,
  viewer: AccountViewer,
  at: Date,
  windowId?: string,
): Promise<void> {
  const own = { account_id: viewer.accountId, ...(windowId ? { window_id: windowId } : {}) };
  await trx
    .updateTable('shifts')
    .set({ ends_at: at })
    .where((eb) => eb.and(own))
    .where('starts_at', '<', at)
    .where('ends_at', '>', at)
    .execute();
  // A shift cannot be empty: one that begins this very moment goes altogether.
  await trx
    .deleteFrom('shifts')
    .where((eb) => eb.and(own))
    .where('starts_at', '=', at)
    .execute();
}
