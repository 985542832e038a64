import { sql, type Kysely } from 'kysely';

/** Beside recurrence a rule may list single dates; a rule of one date listed it as its first day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table series_rules add column dates date[] not null default '{}';
    update series_rules set dates = array[valid_from], valid_until = valid_from where rrule is null;
    alter table series_rules
      add constraint series_rules_dates_or_rrule check ((rrule is null) = (cardinality(dates) > 0)),
      add constraint series_rules_dates_counted check (cardinality(dates) <= 100),
      add constraint series_rules_dates_valid check (valid_from <= all (dates) and valid_until >= all (dates));
  `.execute(db);
}

/** Each further date becomes a rule of its own. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into series_rules
      (series_id, valid_from, valid_until, starts_at_minute, ends_at_minute, on_holiday, dates)
    select series_id, further, further, starts_at_minute, ends_at_minute, on_holiday, array[further]
    from series_rules, unnest(dates[2:]) as further;
    update series_rules set dates = dates[1:1], valid_from = dates[1], valid_until = dates[1] where rrule is null;
    alter table series_rules drop column dates;
  `.execute(db);
}
