/** Rows of shifts that rules have laid. What is over stays as it was, whatever becomes of its rule. */
import { sql, type Database } from '#platform/db';
import type { LocalDate } from '#platform/tokyo';
import type { DateOfRule } from './rule.ts';
import type { KeptRule } from './rule-queries.server.ts';

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

/** What a rule has laid on these dates, but for those that were changed by themselves. */
export const deleteLaid = async (
  trx: Database,
  ruleId: string,
  dates: LocalDate[],
  at: Date,
): Promise<void> =>
  void (await sql`delete from shifts where rule_id = ${ruleId} and rule_date = any(${dates}::date[])
    and sequence = 0 and starts_at > ${at}`.execute(trx));

/** How many of a rule's shifts from a date on are still to end. */
export async function countLaidSince(
  db: Database,
  ruleId: string,
  since: LocalDate,
  at: Date,
): Promise<number> {
  const { count } = await db
    .selectFrom('shifts')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('rule_id', '=', ruleId)
    .where('rule_date', '>=', since)
    .where('ends_at', '>', at)
    .where('taken_off_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** From a date on what a rule has laid goes, but for later dates that colleagues were asked about, and all that were changed by themselves. */
export const deleteLaidSince = async (
  trx: Database,
  ruleId: string,
  since: LocalDate,
  at: Date,
): Promise<void> =>
  void (await sql`delete from shifts where rule_id = ${ruleId} and rule_date >= ${since}
    and sequence = 0 and ends_at > ${at} and (rule_date = ${since} or not exists (select from shift_requests
      where answer is null and shifts.id in (shift_id, in_return_id)))`.execute(trx));

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
    where rule_id = ${ruleId} and rule_date >= ${since} and ends_at > ${at} and taken_off_at is null`.execute(
    trx,
  ));
