import { sql, type Kysely } from 'kysely';

/** No application without the three promises; what the operator looked at stands beside it, criterion by criterion. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table applications (
      organisation_id uuid constraint applications_pkey primary key
        constraint applications_organisation references organisations on delete cascade,
      recommender text not null constraint applications_recommender_given check (recommender <> ''),
      fees text not null constraint applications_fees_given check (fees <> ''),
      promises text[] not null constraint applications_promises check (promises @> array[
        'no_soliciting', 'no_pull_out', 'fees_published']),
      applied_at timestamptz not null,
      remark text not null default '',
      reply text not null default '',
      decided_at timestamptz,
      decided_by uuid constraint applications_decider references accounts on delete set null
    );
    create index applications_by_time on applications (applied_at);
    create table application_checks (
      organisation_id uuid not null constraint application_checks_application references applications on delete cascade,
      criterion text not null constraint application_checks_criterion check (criterion in (
        'recommended', 'fees_shown', 'no_soliciting', 'no_pull_out')),
      met boolean not null,
      note text not null default '',
      constraint application_checks_pkey primary key (organisation_id, criterion)
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table application_checks, applications;
  `.execute(db);
}
