import { sql, type Kysely } from 'kysely';

/** A date on a public holiday is held, left out, or held on another day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table series_rules
      add column on_holiday text not null default 'held',
      add constraint series_rules_on_holiday check (on_holiday in ('held', 'skipped', 'day_before', 'day_after', 'week_after'));
    update series_rules set on_holiday = 'skipped' where skips_holidays;
    alter table series_rules drop column skips_holidays;
  `.execute(db);
}

/** What is held on another day at least does not fall on the holiday. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table series_rules add column skips_holidays boolean not null default false;
    update series_rules set skips_holidays = true where on_holiday <> 'held';
    alter table series_rules drop column on_holiday;
  `.execute(db);
}
