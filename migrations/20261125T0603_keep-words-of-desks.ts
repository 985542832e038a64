import { sql, type Kysely } from 'kysely';

/** What a window's staff often say, one phrase a line, and what its procedure for danger adds. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table desk_words (
      window_id uuid constraint desk_words_pkey primary key
        constraint desk_words_window references windows on delete cascade,
      phrases_ja text not null constraint desk_words_ja check (char_length(phrases_ja) <= 20000),
      phrases_en text not null constraint desk_words_en check (char_length(phrases_en) <= 20000),
      procedure text not null constraint desk_words_procedure check (char_length(procedure) <= 8000),
      edition integer not null constraint desk_words_edition check (edition > 0)
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table desk_words`.execute(db);
}
