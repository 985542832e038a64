import { sql, type Kysely } from 'kysely';

/** Dates held at another place are few, and they alone have a text: an index of them is read whole, sooner than by pairs of letters. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table occurrences add column search_text text generated always as (searchable(place_name)) stored;
    create index occurrences_elsewhere_by_words on occurrences (series_id) include (id, search_text)
      where search_text is not null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table occurrences drop column search_text;
  `.execute(db);
}
