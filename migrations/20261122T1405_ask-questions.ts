import { sql, type Kysely } from 'kysely';

/** Up to three questions of a series: text, and choices where there are any. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table series add column questions jsonb not null default '[]'
      constraint series_questions_few check (jsonb_typeof(questions) = 'array' and jsonb_array_length(questions) <= 3);
    update series_submissions set input = '{"questions": []}'::jsonb || input;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table series drop column questions;`.execute(db);
}
