import { sql, type Kysely } from 'kysely';

/** A course whose dates belong together: one sign-up is for all that remain. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table series add column all_dates boolean not null default false;
    update series_submissions set input = '{"allDates": false}'::jsonb || input;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table series drop column all_dates;`.execute(db);
}
