import { sql, type Kysely } from 'kysely';

/** A series is found by its town and by whoever takes part in it, in any spelling, as by its own text. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table areas add column search_text text not null generated always as (searchable(name)) stored;
    alter table series_organisations add column search_text text not null generated always as (searchable(name)) stored;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table series_organisations drop column search_text;
    alter table areas drop column search_text;
  `.execute(db);
}
