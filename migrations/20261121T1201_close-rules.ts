import { sql, type Kysely } from 'kysely';

/** Rules rest at the turn of the year, or for whole months. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table series_rules
      add column closed_at_year_end boolean not null default false,
      add column closed_months smallint[] not null default '{}',
      add constraint series_rules_closed_months check (
        closed_months <@ array[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]::smallint[] and cardinality(closed_months) < 12);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table series_rules drop column closed_at_year_end, drop column closed_months;
  `.execute(db);
}
