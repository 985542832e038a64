import { anyOf, db, sql } from '#platform/db';
import { ZONE } from '#platform/tokyo';

/** A window's staff is expected there. */
interface ShiftExpected {
  windowId: string;
  startsAt: Date;
  endsAt: Date;
}

/** Shifts of window staff who will be there: of an open account, not taken off, and before the window ends. */
const expectedAt = (windowIds: string[]) =>
  db
    .selectFrom('shifts')
    .innerJoin('accounts', 'accounts.id', 'shifts.account_id')
    .innerJoin('windows', 'windows.id', 'shifts.window_id')
    .where('window_id', '=', anyOf(windowIds))
    .where(sql<boolean>`coalesce(ended_on > (starts_at at time zone ${ZONE})::date, true)`)
    .where('role', '=', 'window_staff')
    .where('taken_off_at', 'is', null)
    .where('accounts.disabled_at', 'is', null);

/** Those at these windows that run at an instant or begin before another. */
export async function shiftsExpected(
  windowIds: string[],
  { at, until }: { at: Date; until: Date },
): Promise<ShiftExpected[]> {
  const rows = await expectedAt(windowIds)
    .select(['window_id', 'starts_at', 'ends_at'])
    .where('starts_at', '<', until)
    .where('ends_at', '>', at)
    .orderBy('starts_at')
    .execute();
  return rows.map((row) => ({
    windowId: row.window_id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
  }));
}

/** When somebody next begins at these windows, where that is planned. */
export async function nextShifts(windowIds: string[], after: Date): Promise<Map<string, Date>> {
  const rows = await expectedAt(windowIds)
    .select((shift) => ['window_id', shift.fn.min('starts_at').as('next')])
    .where('starts_at', '>', after)
    .groupBy('window_id')
    .execute();
  return new Map(rows.map(({ window_id, next }) => [window_id, next]));
}
