/** Rows of shifts that rules have laid. What is over stays as it was, whatever becomes of its rule. */
import { anyOf, asJson, sql, type Database } from '#platform/db';
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

/** It stands as its rule says; else it was changed by itself. */
const asLaid = sql`taken_off_at is null and exists (select from shift_rules r where r.id = rule_id
  and (r.role, r.capacity) = (shifts.role, shifts.capacity)
  and (rule_date + r.starts_at_minute * interval '1 minute') at time zone 'Asia/Tokyo' = starts_at
  and (rule_date + r.ends_at_minute * interval '1 minute') at time zone 'Asia/Tokyo' = ends_at)`;

/** What a rule has laid on these dates, but for those that were changed by themselves. */
export const deleteLaid = async (
  trx: Database,
  ruleId: string,
  dates: LocalDate[],
  at: Date,
): Promise<void> =>
  void (await sql`delete from shifts where rule_id = ${ruleId} and rule_date = any(${dates}::date[])
    and starts_at > ${at} and ${asLaid}`.execute(trx));

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

/** Whoever has one of a rule's shifts before them sees first what became of the rule. */
export const raiseEditions = async (trx: Database, ruleId: string, at: Date): Promise<void> =>
  void (await sql`update shifts set sequence = sequence + 1
    where rule_id = ${ruleId} and ends_at > ${at}`.execute(trx));

/**
 * Of a rule's shifts from a date on which are off meanwhile: neither later ones that have begun or that colleagues were asked
 * about, nor any that was changed by itself.
 */
export async function setAside(
  trx: Database,
  ruleId: string,
  since: LocalDate,
  at: Date,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update shifts set taken_off_at = ${at}
    where rule_id = ${ruleId} and rule_date >= ${since} and ends_at > ${at} and ${asLaid}
      and (rule_date = ${since} or starts_at > ${at} and not exists (select from shift_requests
        where answer is null and shifts.id in (shift_id, in_return_id)))
    returning id`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Of what was set aside the dates that go on stand as their rule says now, unless somebody has a shift then. How many do. */
export async function standAgain(
  trx: Database,
  { id, role, capacity }: KeptRule,
  dates: DateOfRule[],
  aside: string[],
): Promise<number> {
  if (aside.length === 0) return 0;
  const { rows } = await sql`
    update shifts set role = ${role}, capacity = ${capacity},
      starts_at = d."startsAt", ends_at = d."endsAt", taken_off_at = null
    from json_to_recordset(${asJson(dates)})
      d (date date, "startsAt" timestamptz, "endsAt" timestamptz)
    where shifts.id = ${anyOf(aside)} and rule_id = ${id} and rule_date = d.date
      and not exists (select from shifts other where other.taken_off_at is null
        and (other.window_id, other.account_id) = (shifts.window_id, shifts.account_id)
        and tstzrange(other.starts_at, other.ends_at) && tstzrange(d."startsAt", d."endsAt"))
    returning id`.execute(trx);
  return rows.length;
}

/** What was set aside and does not stand again was never to be, unless it had begun. */
export const deleteAside = async (trx: Database, ids: string[], at: Date): Promise<void> =>
  void (await trx
    .deleteFrom('shifts')
    .where('id', '=', anyOf(ids))
    .where('taken_off_at', 'is not', null)
    .where('starts_at', '>', at)
    .execute());

/** Dates of a rule are of its successor, so that it does not lay them anew. */
export const handOverDates = async (
  trx: Database,
  { from, to }: { from: string; to: string },
  since: LocalDate,
): Promise<void> =>
  void (await sql`update shifts set rule_id = ${to} where rule_id = ${from} and rule_date >= ${since}`.execute(
    trx,
  ));

/** What is left of a rule's shifts from a date on is off, but for later dates that have begun. */
export const takeOffLaid = async (
  trx: Database,
  ruleId: string,
  since: LocalDate,
  at: Date,
): Promise<void> =>
  void (await sql`update shifts set taken_off_at = ${at}
    where rule_id = ${ruleId} and rule_date >= ${since} and ends_at > ${at} and taken_off_at is null
      and (rule_date = ${since} or starts_at > ${at})`.execute(trx));
