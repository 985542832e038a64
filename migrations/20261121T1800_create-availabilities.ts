import { sql, type Kysely } from 'kysely';

/** When and how a peer supporter listens; what shows more than a name and a drawing rests on that person's own consent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table availabilities (
      id uuid default gen_random_uuid() constraint availabilities_pkey primary key,
      series_id uuid not null,
      kind text not null default 'peer_consultation'
        constraint availabilities_of_consultations check (kind = 'peer_consultation'),
      account_id uuid not null constraint availabilities_account references accounts,
      except_holidays boolean not null,
      closed_at_year_end boolean not null,
      slot_minutes smallint not null constraint availabilities_slot check (slot_minutes between 10 and 240),
      pause_minutes smallint not null constraint availabilities_pause check (pause_minutes between 0 and 240),
      notice_minutes integer not null constraint availabilities_notice check (notice_minutes >= 0),
      horizon_days smallint not null constraint availabilities_horizon check (horizon_days between 1 and 180),
      methods text[] not null constraint availabilities_methods check (
        methods <@ array['text', 'voice', 'video'] and methods @> array['text']),
      link_sealed bytea,
      nickname text not null default '' constraint availabilities_nickname check (char_length(nickname) <= 40),
      face smallint constraint availabilities_face check (face between 1 and 5),
      message text not null default '' constraint availabilities_message check (char_length(message) <= 400),
      consented_at timestamptz,
      constraint availabilities_once unique (series_id, account_id),
      constraint availabilities_series foreign key (series_id, kind)
        references series (id, kind) on update cascade on delete cascade,
      constraint availabilities_notice_within_horizon check (notice_minutes < horizon_days * 1440),
      constraint availabilities_link_of_methods check (
        (link_sealed is not null) = (methods && array['voice', 'video'])),
      constraint availabilities_face_by_consent check (
        consented_at is not null or (nickname = '' and message = '' and face is null))
    );
    create index availabilities_by_account on availabilities (account_id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table availabilities;`.execute(db);
}
