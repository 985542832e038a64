import { sql, type Kysely } from 'kysely';

/** A question to experts, in the words of the staff: known to them by its own id, and never by the contact it is of. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table expert_questions (
      id uuid default gen_random_uuid() constraint expert_questions_pkey primary key,
      contact_id uuid not null constraint expert_questions_contact references contacts on delete cascade,
      organisation_id uuid not null constraint expert_questions_organisation references organisations,
      asked_by uuid not null constraint expert_questions_asked_by references accounts,
      field text not null constraint expert_questions_field check (field in (
        'medical', 'legal', 'welfare', 'psychology', 'education', 'work')),
      team_pref_code text constraint expert_questions_team references prefectures,
      question text not null constraint expert_questions_question check (char_length(question) between 1 and 8000),
      asked_at timestamptz not null,
      answer text constraint expert_questions_answer check (char_length(answer) between 1 and 8000),
      answered_by uuid constraint expert_questions_answered_by references accounts,
      answered_at timestamptz,
      constraint expert_questions_answered check (
        (answer is null) = (answered_at is null) and (answer is null) = (answered_by is null))
    );
    create index expert_questions_by_contact on expert_questions (contact_id);
    create index expert_questions_by_organisation on expert_questions (organisation_id);
    create index expert_questions_by_team on expert_questions (team_pref_code) where team_pref_code is not null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table expert_questions`.execute(db);
}
