import { anyOf, sql, type Database } from '#platform/db';
import type { AccountId } from '#accounts';
import { goesOn } from '#windows/server';
import type { Lease, Shift } from './presence.ts';
import type { DutyRole } from './shift.ts';
import type { StaffedWindow } from './index.ts';

/** Everything `whoIsThere` needs, for some windows or for all. */
interface DutyFacts {
  /** Those under way, and those that begin before `until`. */
  shifts: Shift[];
  leases: Lease[];
  talks: Map<AccountId, number>;
  rings: Map<AccountId, number>;
}

export async function dutyFacts(
  db: Database,
  windowIds: string[] | 'all',
  { at, until = at }: { at: Date; until?: Date },
): Promise<DutyFacts> {
  let query = db
    .selectFrom('shifts')
    .innerJoin('accounts', 'accounts.id', 'shifts.account_id')
    .innerJoin('windows', 'windows.id', 'shifts.window_id')
    .select((eb) => [
      'shifts.window_id',
      'shifts.account_id',
      'shifts.role',
      'starts_at',
      'ends_at',
      'capacity',
      // Each by itself: joined, a planner that does not know of a flood yet counts all rings once more for each window.
      eb
        .selectFrom('talks_by_account as t')
        .whereRef('t.account_id', '=', 'shifts.account_id')
        .select('talking')
        .as('talking'),
      eb
        .selectFrom('rings_by_account as r')
        .whereRef('r.account_id', '=', 'shifts.account_id')
        .select('ringing')
        .as('ringing'),
      eb
        .selectFrom('leases')
        .whereRef('leases.account_id', '=', 'shifts.account_id')
        .select((lease) => lease.fn.max('due_at').as('due_at'))
        .as('lease_due_at'),
    ])
    .where('accounts.disabled_at', 'is', null)
    .where(goesOn())
    .where('shifts.role', '!=', 'reception')
    .where('taken_off_at', 'is', null)
    // As the constraint has it that keeps them apart: of all that are planned and past, its index finds these few.
    .where(sql<boolean>`tstzrange(starts_at, ends_at) && tstzrange(${at}, ${until}, '[]')`);
  if (windowIds !== 'all') query = query.where('window_id', '=', anyOf(windowIds));
  const rows = await query.execute();
  return {
    shifts: rows.map((row) => ({
      windowId: row.window_id,
      accountId: row.account_id as AccountId,
      // The column's CHECK allows no other beside reception.
      role: row.role as DutyRole,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      capacity: row.capacity,
    })),
    leases: rows.flatMap((row) =>
      row.lease_due_at ? [{ accountId: row.account_id as AccountId, dueAt: row.lease_due_at }] : [],
    ),
    talks: new Map(rows.map((row) => [row.account_id as AccountId, row.talking ?? 0])),
    rings: new Map(rows.map((row) => [row.account_id as AccountId, row.ringing ?? 0])),
  };
}

export async function windowsNamed(
  db: Database,
  untilByWindow: ReadonlyMap<string, Date>,
): Promise<StaffedWindow[]> {
  if (untilByWindow.size === 0) return [];
  const rows = await db
    .selectFrom('windows')
    .select(['id', 'name', 'pref_code', 'code5'])
    .where('id', 'in', [...untilByWindow.keys()])
    .orderBy('pref_code')
    .orderBy('code5')
    .orderBy('name')
    .execute();
  return rows.flatMap((row) => {
    const until = untilByWindow.get(row.id);
    return until
      ? [{ windowId: row.id, name: row.name, prefCode: row.pref_code, code5: row.code5, until }]
      : [];
  });
}
