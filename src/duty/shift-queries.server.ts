/** Rows of shifts: begun, ended, planned, and ended with the roles they rest on. */
import type { AccountId, AccountViewer, OrganisationId, Role } from '#accounts';
import { db, sql, type Database } from '#platform/db';
import type { DutyWindow } from './index.ts';

export async function beginShift(
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

export async function endShifts(
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

/** Those of somebody at the windows of an organisation, in roles they hold there no more: what runs ends, what is planned goes. */
export async function endShiftsOfRoles(
  trx: Database,
  {
    organisationId,
    accountId,
    lost,
  }: { organisationId: OrganisationId; accountId: AccountId; lost: Role[] },
  at: Date,
): Promise<void> {
  const theirs = sql`account_id = ${accountId} and role = any(${lost})
    and window_id in (select id from windows where organisation_id = ${organisationId})`;
  await sql`delete from shifts where ${theirs} and starts_at >= ${at}`.execute(trx);
  await sql`update shifts set ends_at = ${at} where ${theirs} and ends_at > ${at}`.execute(trx);
}

/** Plans shifts; where one stands already it stays. */
export const planShifts = async (
  accountId: AccountId,
  { windowId, role }: DutyWindow,
  spans: { startsAt: Date; endsAt: Date }[],
): Promise<void> =>
  void (await db
    .insertInto('shifts')
    .values(
      spans.map(({ startsAt, endsAt }) => ({
        ...{ window_id: windowId, account_id: accountId, role },
        ...{ starts_at: startsAt, ends_at: endsAt, origin: 'planned' },
      })),
    )
    .onConflict((conflict) => conflict.constraint('shifts_one_at_a_time').doNothing())
    .execute());
