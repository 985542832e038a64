import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table windows
      add column lead_department text not null default '',
      add column accessibility text not null default '',
      add column languages text[] not null default '{ja}' constraint windows_languages check (
        languages <> '{}' and languages <@ array['ja', 'plain_ja', 'en', 'zh', 'ko', 'vi', 'pt', 'es', 'tl', 'ne', 'sign']),
      add column receives text not null default '',
      add column what_changes text not null default '',
      add column verified_by uuid constraint windows_verified_by references accounts,
      add constraint windows_verified check (verified_by is null or verified_on is not null);
    create table window_exceptions (
      window_id uuid not null constraint window_exceptions_window references windows on delete cascade,
      on_date date not null,
      hours jsonb not null default '[]' constraint window_exceptions_hours check (jsonb_typeof(hours) = 'array'),
      note text not null default '',
      constraint window_exceptions_pkey primary key (window_id, on_date)
    );
    create table window_counsellors (
      window_id uuid not null constraint window_counsellors_window references windows on delete cascade,
      position smallint not null,
      nickname text not null constraint window_counsellors_nickname_given check (nickname <> ''),
      about text not null default '',
      message text not null default '',
      constraint window_counsellors_pkey primary key (window_id, position)
    );
    create table window_organisations (
      window_id uuid not null constraint window_organisations_window references windows on delete cascade,
      organisation_id uuid not null constraint window_organisations_organisation references organisations,
      part text not null constraint window_organisations_part check (
        part in ('organiser', 'co_organiser', 'commissioner', 'operating')),
      constraint window_organisations_pkey primary key (window_id, organisation_id, part)
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table window_organisations, window_counsellors, window_exceptions;
    alter table windows
      drop column lead_department,
      drop column accessibility,
      drop column languages,
      drop column receives,
      drop column what_changes,
      drop column verified_by;
  `.execute(db);
}
