/** What no verb of the roster writes, tried all the same: the tables say no. */
import { beforeAll, expect, test } from 'vitest';
import { planShift } from '#duty/server';
import { days, later, now } from '#platform/clock';
import { db, sql } from '#platform/db';
import { localDate } from '#platform/tokyo';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aWindow } from '../support/towns.ts';

beforeAll(async () => {
  const organisation = await anOrganisation();
  const desk = await aWindow({ level: 'town', organisation_id: organisation });
  const { accountId, ...viewer } = await anAccount(organisation, 'window_staff');
  await planShift({ accountId, ...viewer }, desk, {
    ...{ accountId, role: 'window_staff', capacity: 2 },
    ...{ date: localDate(later(now(), days(90))), startsAt: '10:00', endsAt: '15:00' },
    repeats: { weekdays: [1], weeks: [2], rests: ['holidays'], until: '' },
  });
  await sql`insert into shifts (window_id, account_id, role, starts_at, ends_at, origin, rule_id, rule_date)
    select window_id, account_id, role, now(), now() + interval '1 hour', 'planned', id, current_date
    from shift_rules`.execute(db);
  await sql`insert into shift_requests
      (window_id, asked_by, shift_id, role, starts_at, ends_at, made_at)
    select window_id, account_id, id, role, starts_at, ends_at, now() from shifts`.execute(db);
});

/** Constraint → a statement that would break it and nothing else. */
const tries: Record<string, string> = {
  duty_calendars_hashed: `insert into duty_calendars select id, 'as typed' from accounts`,
  shift_rules_capacity: `update shift_rules set capacity = 11`,
  shift_rules_forward: `update shift_rules set valid_until = valid_from - 2`,
  shift_rules_minutes: `update shift_rules set ends_at_minute = starts_at_minute + 1441`,
  shift_rules_rests: `update shift_rules set rests = '{sundays}'`,
  shift_rules_role: `update shift_rules set role = 'king'`,
  shift_rules_weekdays: `update shift_rules set weekdays = '{}'`,
  shift_rules_weeks: `update shift_rules set weeks = '{7}'`,
  shift_requests_answer: `update shift_requests
    set answer = 'perhaps', answered_by = asked_by, answered_at = now()`,
  shift_requests_answered: `update shift_requests set answer = 'accepted'`,
  shift_requests_forward: `update shift_requests set ends_at = starts_at`,
  shift_requests_of_another: `update shift_requests set asked_of = asked_by`,
  shift_requests_role: `update shift_requests set role = 'king'`,
  shift_requests_swap: `update shift_requests set in_return_id = shift_id`,
  told_gaps_forward: `insert into told_gaps (window_id, starts_at, ends_at)
    select id, now(), now() from windows`,
  told_gaps_once: `insert into told_gaps (window_id, starts_at, ends_at)
    select id, now(), now() + n * interval '1 hour' from windows, generate_series(1, 2) n`,
  shifts_date_of_rule: `update shifts set rule_date = null`,
  shifts_once_a_date: `insert into shifts
      (window_id, account_id, role, starts_at, ends_at, origin, rule_id, rule_date)
    select window_id, account_id, role, starts_at + interval '1 day', ends_at + interval '1 day',
      origin, rule_id, rule_date from shifts`,
};

test.each(Object.entries(tries))('%s holds', async (constraint, statement) => {
  await expect(sql.raw(statement).execute(db)).rejects.toMatchObject({ constraint });
});

test('the same hours may be off and on at once, and whoever changes a shift raises its sequence', async () => {
  await sql`update shifts set taken_off_at = now()`.execute(db);
  await sql`insert into shifts (window_id, account_id, role, starts_at, ends_at, origin)
    select window_id, account_id, role, starts_at, ends_at, 'planned' from shifts`.execute(db);
  const { rows } =
    await sql`select sequence, rule_id is null as single from shifts order by 1`.execute(db);
  expect(rows).toEqual([
    { sequence: 0, single: true },
    { sequence: 1, single: false },
  ]);
});
