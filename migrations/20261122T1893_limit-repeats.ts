import { sql, type Kysely } from 'kysely';

/** How many slots of a consultation one person holds at once, and within thirty days; no row, no limit. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table consultation_limits (
      series_id uuid constraint consultation_limits_pkey primary key
        constraint consultation_limits_series references series on delete cascade,
      most_held smallint constraint consultation_limits_held check (most_held between 1 and 10),
      most_in_30_days smallint constraint consultation_limits_month check (most_in_30_days between 1 and 10),
      constraint consultation_limits_limit_something check (num_nonnulls(most_held, most_in_30_days) > 0)
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table consultation_limits`.execute(db);
}
