/** Rows of rules. */
import type { Selectable } from 'kysely';
import { sql, type Database, type DB } from '#platform/db';
import type { LocalDate } from '#platform/tokyo';
import type { ShiftRole } from '../shift.ts';
import type { ShiftRule } from './rule.ts';

export interface KeptRule extends ShiftRule {
  id: string;
  windowId: string;
}

const columnsOf = ({ hours, ...rule }: ShiftRule) => ({
  account_id: rule.accountId,
  role: rule.role,
  capacity: rule.capacity,
  weekdays: hours.weekdays ?? [1, 2, 3, 4, 5, 6, 7],
  weeks: hours.weeks ?? null,
  rests: hours.except ?? [],
  starts_at_minute: hours.opens,
  ends_at_minute: hours.closes,
  valid_from: rule.validFrom,
  valid_until: rule.validUntil,
});

export async function insertRule(
  trx: Database,
  windowId: string,
  rule: ShiftRule,
): Promise<KeptRule> {
  const { id } = await trx
    .insertInto('shift_rules')
    .values({ window_id: windowId, ...columnsOf(rule) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, windowId, ...rule };
}

/** Those that have not ended before a day; of one window, or all. */
export async function rulesGoingOn(
  db: Database,
  { windowId, on }: { windowId?: string; on: LocalDate },
): Promise<KeptRule[]> {
  let query = goingOn(db, on).orderBy('starts_at_minute').orderBy('id');
  if (windowId) query = query.where('window_id', '=', windowId);
  return (await query.execute()).map(ruleOf);
}

/** Nobody ends or replaces it until the transaction is over. */
export async function holdRule(
  trx: Database,
  { id, on }: { id: string; on: LocalDate },
): Promise<KeptRule | undefined> {
  const row = await goingOn(trx, on).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && ruleOf(row);
}

const goingOn = (db: Database, on: LocalDate) =>
  db
    .selectFrom('shift_rules')
    .selectAll()
    .where((eb) => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>=', on)]));

const ruleOf = (row: Selectable<DB['shift_rules']>): KeptRule => ({
  id: row.id,
  windowId: row.window_id,
  accountId: row.account_id,
  // The columns' CHECKs allow no others.
  role: row.role as ShiftRole,
  capacity: row.capacity,
  hours: {
    weekdays: row.weekdays,
    ...(row.weeks ? { weeks: row.weeks } : {}),
    except: row.rests as ('holidays' | 'year_end')[],
    opens: row.starts_at_minute,
    closes: row.ends_at_minute,
  },
  validFrom: row.valid_from,
  validUntil: row.valid_until,
});

/** The rule has its last day before `from`, or earlier. */
export const endRuleBefore = async (
  trx: Database,
  ruleId: string,
  from: LocalDate,
): Promise<void> =>
  void (await sql`update shift_rules set valid_until = least(valid_until, greatest(valid_from, ${from}::date) - 1)
    where id = ${ruleId}`.execute(trx));

/** The coming dates on which a window does not open at all. */
export async function closedDates(
  db: Database,
  windowId: string,
  since: LocalDate,
): Promise<LocalDate[]> {
  const rows = await db
    .selectFrom('window_exceptions')
    .select('on_date')
    .where('window_id', '=', windowId)
    .where('on_date', '>=', since)
    .where(sql<boolean>`hours = '[]'`)
    .execute();
  return rows.map(({ on_date }) => on_date);
}
