import { sql, type Kysely } from 'kysely';

/**
 * Whom a public series or desk names, and as what they agreed to be named: only there does the name lead to them. Answered
 * and agreed to nothing: not us. Apart from the names themselves, which every saving writes anew and which may go and come back.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table namings (
      organisation_id uuid not null constraint namings_organisation references organisations,
      series_id uuid constraint namings_series references series on delete cascade,
      window_id uuid constraint namings_window references windows on delete cascade,
      subject_id uuid not null generated always as (coalesce(series_id, window_id)) stored,
      named_by uuid constraint namings_by references organisations,
      named_at timestamptz not null,
      asked_at timestamptz,
      agreed_parts text[] not null default '{}' constraint namings_parts check (
        agreed_parts <@ array['organiser', 'co_organiser', 'commissioner', 'operating']),
      answered_by uuid constraint namings_answerer references accounts,
      answered_at timestamptz,
      constraint namings_pkey primary key (organisation_id, subject_id),
      constraint namings_subject check (num_nonnulls(series_id, window_id) = 1),
      constraint namings_answered check ((answered_by is null) = (answered_at is null)),
      constraint namings_agreed check (agreed_parts = '{}' or answered_by is not null)
    );
    create index namings_by_series on namings (series_id);
    create index namings_by_window on namings (window_id);
    insert into namings (organisation_id, series_id, named_by, named_at, asked_at)
      select distinct p.organisation_id, s.id, s.organisation_id, now(), now()
      from series_organisations p join series s on s.id = p.series_id
      where s.shown and p.organisation_id <> s.organisation_id;
    insert into namings (organisation_id, window_id, named_by, named_at, asked_at)
      select distinct p.organisation_id, w.id, w.organisation_id, now(), now()
      from window_organisations p join windows w on w.id = p.window_id
      where p.organisation_id is distinct from w.organisation_id;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table namings`.execute(db);
}
