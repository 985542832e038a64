/** Where an account is on duty; and shifts that begin and end now, by its own press or with the roles they rest on. */
import type { AccountId, AccountViewer, OrganisationId } from '#accounts';
import { sql, type Database } from '#platform/db';
import { localDate } from '#platform/tokyo';
import { goesOn } from '#windows/server';
import type { DutyWindow } from './index.ts';
import type { DutyRole } from './shift.ts';

/** The windows of an account's organisations, with the role that counts there and the shift under way. */
export async function windowsOfAccount(
  db: Database,
  accountId: AccountId,
  at: Date,
): Promise<DutyWindow[]> {
  const rows = await db
    .selectFrom('windows')
    .innerJoin('memberships', 'memberships.organisation_id', 'windows.organisation_id')
    .leftJoin('shifts', (join) =>
      join
        .onRef('shifts.window_id', '=', 'windows.id')
        .on('shifts.account_id', '=', accountId)
        .on('shifts.role', '!=', 'reception')
        .on('shifts.taken_off_at', 'is', null)
        .on('shifts.starts_at', '<=', at)
        .on('shifts.ends_at', '>', at),
    )
    .select(['windows.id', 'windows.name', 'shifts.ends_at'])
    .select((eb) => eb.fn.max('memberships.role').as('role'))
    .where('memberships.account_id', '=', accountId)
    .where('memberships.role', 'in', ['window_staff', 'peer_supporter'])
    .where(goesOn())
    .groupBy(['windows.id', 'windows.name', 'shifts.ends_at'])
    .orderBy('windows.name')
    .execute();
  return rows.map((row) => ({
    windowId: row.id,
    name: row.name,
    // "window_staff" sorts after "peer_supporter": the fuller role wins.
    role: row.role as DutyRole,
    until: row.ends_at,
  }));
}

/** From now until then: what was planned inside is covered by it, and one that ends later begins as it ends. */
export async function beginShift(
  trx: Database,
  viewer: AccountViewer,
  { windowId, role }: DutyWindow,
  at: Date,
  until: Date,
): Promise<void> {
  await endShifts(trx, viewer, at, windowId);
  const coming = sql`window_id = ${windowId} and account_id = ${viewer.accountId}
    and taken_off_at is null and starts_at > ${at}`;
  await sql`update shifts set taken_off_at = ${at} where ${coming} and ends_at <= ${until}`.execute(
    trx,
  );
  await sql`update shifts set starts_at = ${until} where ${coming} and starts_at < ${until}`.execute(
    trx,
  );
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
  const own = sql`account_id = ${viewer.accountId} and taken_off_at is null
    ${windowId ? sql`and window_id = ${windowId}` : sql``}`;
  await sql`update shifts set ends_at = ${at} where ${own} and starts_at < ${at} and ends_at > ${at}`.execute(
    trx,
  );
  // A shift cannot be empty: one that begins this very moment is off altogether; so is one begun before the clock was set back.
  await sql`update shifts set taken_off_at = ${at} where ${own}
    and (starts_at = ${at} or origin = 'explicit' and starts_at > ${at})`.execute(trx);
}

/** Those of somebody at the windows of an organisation, in roles they hold there no more: what runs ends, what is planned goes, and no rule goes on. */
export async function endShiftsOfRoles(
  trx: Database,
  {
    organisationId,
    accountId,
    lost,
  }: { organisationId: OrganisationId; accountId: AccountId; lost: string[] },
  at: Date,
): Promise<void> {
  const theirs = sql`account_id = ${accountId} and role = any(${lost})
    and window_id in (select id from windows where organisation_id = ${organisationId})`;
  await sql`delete from shifts where ${theirs} and starts_at >= ${at}`.execute(trx);
  await sql`update shifts set ends_at = ${at} where ${theirs} and ends_at > ${at}`.execute(trx);
  const today = localDate(at);
  await sql`update shift_rules set valid_until = greatest(valid_from, ${today}::date) - 1
    where ${theirs} and coalesce(valid_until >= ${today}, true)`.execute(trx);
}
