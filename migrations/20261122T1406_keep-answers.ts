import { sql, type Kysely } from 'kysely';

/** What somebody answered, with the question as it was then: it may be asked otherwise later, or no more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table signup_answers (
      signup_id uuid not null constraint signup_answers_signup references signups on delete cascade,
      position smallint not null,
      asked text not null constraint signup_answers_asked_length check (char_length(asked) between 1 and 250),
      answer text not null constraint signup_answers_answer_length check (char_length(answer) between 1 and 500),
      constraint signup_answers_pkey primary key (signup_id, asked)
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table signup_answers;`.execute(db);
}
