import { sql, type Kysely } from 'kysely';

/** Somebody is on duty week after week: each date is a shift of its own, laid once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table shift_rules (
      id uuid default gen_random_uuid() constraint shift_rules_pkey primary key,
      window_id uuid not null constraint shift_rules_window references windows on delete cascade,
      account_id uuid not null constraint shift_rules_account references accounts on delete cascade,
      role text not null constraint shift_rules_role
        check (role in ('window_staff', 'peer_supporter', 'reception')),
      capacity smallint not null constraint shift_rules_capacity check (capacity between 1 and 10),
      weekdays smallint[] not null constraint shift_rules_weekdays
        check (cardinality(weekdays) > 0 and weekdays <@ '{1,2,3,4,5,6,7}'),
      weeks smallint[] constraint shift_rules_weeks
        check (cardinality(weeks) > 0 and weeks <@ '{1,2,3,4,5,6}'),
      rests text[] not null constraint shift_rules_rests check (rests <@ '{holidays,year_end}'),
      starts_at_minute smallint not null,
      ends_at_minute smallint not null,
      valid_from date not null,
      valid_until date,
      constraint shift_rules_minutes check (starts_at_minute between 0 and 1439
        and ends_at_minute > starts_at_minute and ends_at_minute - starts_at_minute <= 1440),
      -- One that was ended before its first day has none.
      constraint shift_rules_forward check (valid_until >= valid_from - 1)
    );
    create index shift_rules_by_window on shift_rules (window_id);
    create index shift_rules_by_account on shift_rules (account_id);
    alter table shifts
      add column rule_id uuid constraint shifts_rule references shift_rules on delete cascade,
      add column rule_date date,
      add constraint shifts_date_of_rule check ((rule_id is null) = (rule_date is null)),
      add constraint shifts_once_a_date unique (rule_id, rule_date);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table shifts drop column rule_id, drop column rule_date;
    drop table shift_rules;
  `.execute(db);
}
