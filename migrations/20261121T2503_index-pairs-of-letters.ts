import { sql, type Kysely } from 'kysely';

/** Words of two letters are common in Japanese: texts are looked up by their pairs, where pg_trgm wants three. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function letter_pairs(words text) returns text[] language sql immutable strict parallel safe
      return array(select distinct substr(words, n, 2) from generate_series(1, char_length(words) - 1) n);
    create index series_by_words on series using gin (letter_pairs(search_text));
    create index series_organisations_by_words on series_organisations using gin (letter_pairs(search_text));
    create index organisations_by_words on organisations using gin (letter_pairs(search_text));
    create index areas_by_words on areas using gin (letter_pairs(search_text));
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index series_by_words, series_organisations_by_words, organisations_by_words, areas_by_words;
    drop function letter_pairs(text);
  `.execute(db);
}
