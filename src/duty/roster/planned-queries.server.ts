/** Rows of shifts as they are planned: single ones, and single dates of rules. */
import type { Selectable } from 'kysely';
import { anyOf, sql, type Database, type DB } from '#platform/db';
import type { ShiftRole } from '../shift.ts';
import type { ShiftPlan } from './input.ts';
import type { PlannedShift } from './planned-shift.ts';
import type { Span } from '../span.ts';

const shiftOf = (row: Selectable<DB['shifts']>): PlannedShift => ({
  id: row.id,
  windowId: row.window_id,
  accountId: row.account_id,
  role: row.role as ShiftRole, // The column's CHECK allows no other.
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  capacity: row.capacity,
  ruleId: row.rule_id,
  ruleDate: row.rule_date,
  edition: row.sequence,
  off: row.taken_off_at !== null,
});

const standing = (db: Database) =>
  db.selectFrom('shifts').selectAll().where('taken_off_at', 'is', null);

/** Of one window or some, those that touch a stretch of time. */
export async function shiftsBetween(
  db: Database,
  windowIds: string[],
  { startsAt, endsAt }: Span,
): Promise<PlannedShift[]> {
  const rows = await standing(db)
    .where('window_id', '=', anyOf(windowIds))
    .where('ends_at', '>', startsAt)
    .where('starts_at', '<', endsAt)
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  return rows.map(shiftOf);
}

/** One that is off, too. */
export async function findShift(db: Database, id: string): Promise<PlannedShift | undefined> {
  const row = await db.selectFrom('shifts').selectAll().where('id', '=', id).executeTakeFirst();
  return row && shiftOf(row);
}

/** Nobody changes them or takes them off until the transaction ends. */
export async function lockShifts(trx: Database, ids: string[]): Promise<PlannedShift[]> {
  const rows = await standing(trx).where('id', '=', anyOf(ids)).orderBy('id').forUpdate().execute();
  return rows.map(shiftOf);
}

/** What rules have laid there for the same person gives way to a single shift. */
export const makeWay = async (
  trx: Database,
  { windowId, accountId, span }: { windowId: string; accountId: string; span: Span },
  at: Date,
  but: string | null = null,
): Promise<void> =>
  void (await sql`update shifts set taken_off_at = ${at}
    where window_id = ${windowId} and account_id = ${accountId} and taken_off_at is null
      and rule_id is not null and starts_at > ${at} and id is distinct from ${but}
      and tstzrange(starts_at, ends_at) && tstzrange(${span.startsAt}, ${span.endsAt})`.execute(
    trx,
  ));

export async function insertShift(
  trx: Database,
  windowId: string,
  { accountId, role, capacity, span }: Omit<ShiftPlan, 'rule' | 'date'>,
): Promise<string> {
  const { id } = await trx
    .insertInto('shifts')
    .values({
      ...{ window_id: windowId, account_id: accountId, role, capacity },
      ...{ starts_at: span.startsAt, ends_at: span.endsAt, origin: 'planned' },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** By the hand that changes it, a rule's date is one of its own from now on. */
export const moveShift = async (
  trx: Database,
  id: string,
  { role, capacity, span }: Pick<ShiftPlan, 'role' | 'capacity' | 'span'>,
): Promise<void> =>
  void (await trx
    .updateTable('shifts')
    .set({ role, capacity, starts_at: span.startsAt, ends_at: span.endsAt })
    .where('id', '=', id)
    .execute());

export const setOff = async (trx: Database, ids: string[], at: Date | null): Promise<void> =>
  void (await trx
    .updateTable('shifts')
    .set({ taken_off_at: at })
    .where('id', '=', anyOf(ids))
    .execute());

/** Single shifts of the week before, again in this one; where somebody has a shift already, or works there no more, none. Whose they are, one by one. */
export async function copySingles(
  trx: Database,
  windowId: string,
  { week, accountId, at }: { week: Span; accountId: string | null; at: Date },
): Promise<string[]> {
  const { rows } = await sql<{ account_id: string }>`
    insert into shifts (window_id, account_id, role, capacity, starts_at, ends_at, origin)
    select window_id, account_id, role, capacity,
      starts_at + interval '7 days', ends_at + interval '7 days', 'planned'
    from shifts s
    where window_id = ${windowId} and rule_id is null and origin = 'planned' and taken_off_at is null
      and account_id = coalesce(${accountId}, account_id)
      and starts_at + interval '7 days' >= ${week.startsAt} and starts_at + interval '7 days' < ${week.endsAt}
      and starts_at + interval '7 days' > ${at}
      and exists (select from memberships m join windows w on w.organisation_id = m.organisation_id
        where w.id = s.window_id and m.account_id = s.account_id
          and (s.role = 'reception' or m.role = s.role))
    on conflict do nothing
    returning account_id`.execute(trx);
  return rows.map((row) => row.account_id);
}
