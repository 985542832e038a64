import { sql, type Kysely } from 'kysely';

/** What is to be public waits here as it was submitted; whoever submitted it cannot approve it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table organisations add column wants_approval boolean not null default false;
    create table series_submissions (
      id uuid default gen_random_uuid() constraint series_submissions_pkey primary key,
      series_id uuid not null constraint series_submissions_series references series on delete cascade,
      input jsonb not null,
      submitted_by uuid not null constraint series_submissions_submitter references accounts,
      submitted_at timestamptz not null,
      decision text constraint series_submissions_decision check (decision in ('approved', 'sent_back', 'replaced')),
      decided_by uuid constraint series_submissions_decider references accounts,
      decided_at timestamptz,
      remark text not null default '',
      constraint series_submissions_decided check (
        (decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
      constraint series_submissions_four_eyes check (decision <> 'approved' or decided_by <> submitted_by)
    );
    create unique index series_submissions_one_waits on series_submissions (series_id) where decision is null;
    create index series_submissions_by_series on series_submissions (series_id, submitted_at);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table series_submissions;
    alter table organisations drop column wants_approval;
  `.execute(db);
}
