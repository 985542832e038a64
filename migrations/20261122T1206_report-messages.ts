import { sql, type Kysely } from 'kysely';

/**
 * What was said around a reported message, as it stood: it outlives the room. Of who reported there is nothing but that
 * the same member reports the same message once: a hash whose key is outside the database.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table reports (
      id uuid default gen_random_uuid() constraint reports_pkey primary key,
      organisation_id uuid not null constraint reports_organisation references organisations,
      room_id uuid constraint reports_room references rooms on delete set null,
      room_title text not null,
      seq integer not null,
      once bytea not null constraint reports_once unique,
      reported_pseudonym uuid,
      reported_account_id uuid constraint reports_reported_account references accounts,
      reported_nickname text not null,
      why text not null constraint reports_why check (
        why in ('attack', 'personal', 'soliciting', 'sexual', 'worry', 'other')),
      words text not null constraint reports_words_length check (char_length(words) <= 2000),
      reported_at timestamptz not null,
      outcome text constraint reports_outcome check (
        outcome in ('nothing', 'hidden', 'muted', 'put_out', 'banned', 'passed')),
      decided_at timestamptz,
      site_outcome text constraint reports_site_outcome check (site_outcome in ('nothing', 'barred')),
      site_decided_at timestamptz,
      constraint reports_are_of_one check (num_nonnulls(reported_pseudonym, reported_account_id) <= 1),
      constraint reports_decided check ((outcome is null) = (decided_at is null)),
      constraint reports_decided_on_site check ((site_outcome is null) = (site_decided_at is null))
    );
    create index reports_by_organisation on reports (organisation_id);
    create index reports_by_room on reports (room_id) where outcome is null;
    create table report_lines (
      report_id uuid not null constraint report_lines_report references reports on delete cascade,
      seq integer not null,
      nickname text not null,
      host boolean not null,
      body text not null,
      sent_at timestamptz not null,
      hidden boolean not null,
      constraint report_lines_pkey primary key (report_id, seq)
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table report_lines, reports`.execute(db);
}
