/** Rows of rules, and of the shifts that were laid by them. */
import type { Selectable } from 'kysely';
import { sql, type Database, type DB } from '#platform/db';
import type { LocalDate } from '#platform/tokyo';
import type { ShiftRole } from '../shift.ts';
import type { DateOfRule, ShiftRule } from './rule.ts';

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

/** Those that have not ended before a day; of one desk, or all. */
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

/** Where somebody has a shift then, or this date is known already, nothing is added. How many were. */
export async function insertLaid(
  trx: Database,
  { id, windowId, accountId, role, capacity }: KeptRule,
  dates: DateOfRule[],
): Promise<number> {
  if (dates.length === 0) return 0;
  const rows = await trx
    .insertInto('shifts')
    .values(
      dates.map(({ date, startsAt, endsAt }) => ({
        ...{ window_id: windowId, account_id: accountId, role, capacity },
        ...{ starts_at: startsAt, ends_at: endsAt, origin: 'planned' },
        ...{ rule_id: id, rule_date: date },
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return rows.length;
}

/** The coming dates on which a desk does not open at all. */
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

/** What a rule has laid on these dates, but for those that were changed by themselves. */
export const deleteLaid = async (
  trx: Database,
  ruleId: string,
  dates: LocalDate[],
  at: Date,
): Promise<void> =>
  void (await sql`delete from shifts where rule_id = ${ruleId} and rule_date = any(${dates}::date[])
    and sequence = 0 and starts_at > ${at}`.execute(trx));

/** The rule has its last day before `from`; what it laid from then on goes, but for dates that were changed by themselves. */
export async function endRuleBefore(trx: Database, ruleId: string, from: LocalDate): Promise<void> {
  await sql`update shift_rules set valid_until = greatest(valid_from, ${from}::date) - 1
    where id = ${ruleId}`.execute(trx);
  await sql`delete from shifts where rule_id = ${ruleId} and rule_date >= ${from} and sequence = 0`.execute(
    trx,
  );
}

/** Dates of a rule that were changed by themselves are of its successor, so that it does not lay them anew. */
export const handOverDates = async (
  trx: Database,
  { from, to }: { from: string; to: string },
  since: LocalDate,
): Promise<void> =>
  void (await sql`update shifts set rule_id = ${to} where rule_id = ${from} and rule_date >= ${since}`.execute(
    trx,
  ));

/** What is left of a rule's shifts from a date on is off. */
export const takeOffLaid = async (
  trx: Database,
  ruleId: string,
  since: LocalDate,
  at: Date,
): Promise<void> =>
  void (await sql`update shifts set taken_off_at = ${at}
    where rule_id = ${ruleId} and rule_date >= ${since} and taken_off_at is null`.execute(trx));
