import { sql, type Kysely } from 'kysely';

/** Where the first talk takes place that a series asks for: a consultation, a desk, or as its publisher says it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table series
      add column first_talk_series_id uuid
        constraint series_first_talk_series references series on delete set null,
      add column first_talk_window_id uuid
        constraint series_first_talk_window references windows on delete set null,
      add column first_talk_words text not null default ''
        constraint series_first_talk_words check (char_length(first_talk_words) <= 400);
    update series_submissions
      set input = '{"firstTalkSeriesId": null, "firstTalkWindowId": null, "firstTalkWords": ""}'::jsonb || input;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table series
      drop column first_talk_series_id, drop column first_talk_window_id, drop column first_talk_words;
  `.execute(db);
}
