import { sql, type Kysely } from 'kysely';

/** A date sized by hand keeps its size when the series is given another. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table occurrences
      add column resized boolean not null default false,
      add constraint occurrences_resized_has_capacity check (not resized or capacity is not null);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table occurrences drop column resized;`.execute(db);
}
