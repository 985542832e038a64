import { sql, type Kysely } from 'kysely';

/** Somebody goes on from a peer talk to a window: what of the talk its staff may read, until when; taken back, it leads nowhere. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table consents (
      id uuid default gen_random_uuid() constraint consents_pkey primary key,
      contact_id uuid not null constraint consents_contact references contacts on delete cascade
        constraint consents_once unique,
      room_id uuid constraint consents_room references rooms on delete set null,
      up_to_seq integer not null constraint consents_seq check (up_to_seq >= 0),
      window_id uuid constraint consents_window references windows on delete cascade,
      given_at timestamptz not null,
      until timestamptz not null,
      withdrawn_at timestamptz,
      constraint consents_end check (until > given_at and until <= given_at + interval '90 days'),
      constraint consents_withdrawn_later check (withdrawn_at >= given_at),
      constraint consents_withdrawn_lead_nowhere check (withdrawn_at is null or room_id is null)
    );
    create index consents_by_room on consents (room_id) where room_id is not null;
    alter table contact_events
      drop constraint contact_events_kind,
      add constraint contact_events_kind check (kind in (
        'pressed', 'rang', 'widened', 'passed', 'answered', 'staff_lost', 'person_gone', 'person_back', 'words_left',
        'nobody_there', 'ended', 'left', 'emergency_read', 'from_peer_talk'));
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table consents;
    delete from contact_events where kind = 'from_peer_talk';
    alter table contact_events
      drop constraint contact_events_kind,
      add constraint contact_events_kind check (kind in (
        'pressed', 'rang', 'widened', 'passed', 'answered', 'staff_lost', 'person_gone', 'person_back', 'words_left',
        'nobody_there', 'ended', 'left', 'emergency_read'));
  `.execute(db);
}
