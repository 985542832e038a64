import { anyOf, db } from '#platform/db';

/** A window's staff is expected there. */
export interface ShiftExpected {
  windowId: string;
  startsAt: Date;
  endsAt: Date;
}

/** Shifts of window staff at these windows that run at an instant or begin before another. */
export async function shiftsExpected(
  windowIds: string[],
  { at, until }: { at: Date; until: Date },
): Promise<ShiftExpected[]> {
  const rows = await db
    .selectFrom('shifts')
    .innerJoin('accounts', 'accounts.id', 'shifts.account_id')
    .select(['window_id', 'starts_at', 'ends_at'])
    .where('window_id', '=', anyOf(windowIds))
    .where('role', '=', 'window_staff')
    .where('accounts.disabled_at', 'is', null)
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
