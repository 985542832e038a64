import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table participants (
      id uuid default gen_random_uuid() constraint participants_pkey primary key,
      phrase_bucket bytea,
      phrase_hash text,
      phrase_noted boolean not null default false,
      created_on date not null,
      last_used_on date not null,
      constraint participants_phrase_whole check ((phrase_bucket is null) = (phrase_hash is null)),
      constraint participants_noted_phrase_exists check (not phrase_noted or phrase_hash is not null)
    );
    create index participants_by_bucket on participants (phrase_bucket);
    create table participant_sessions (
      id_hash bytea constraint participant_sessions_pkey primary key,
      participant_id uuid not null constraint participant_sessions_participant references participants on delete cascade,
      expires_at timestamptz not null,
      remembered boolean not null default false
    );
    create index participant_sessions_by_participant on participant_sessions (participant_id);
    create table pseudonyms (
      pseudonym uuid constraint pseudonyms_pkey primary key,
      scope text not null constraint pseudonyms_scope_form check (scope ~ '^(organisation|contact):[0-9a-f-]{36}$'),
      sealed_participant bytea not null
    );
    create table participant_pseudonyms (
      participant_id uuid not null constraint participant_pseudonyms_participant references participants on delete cascade,
      sealed_pseudonym bytea not null
    );
    create index participant_pseudonyms_by_participant on participant_pseudonyms (participant_id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table participant_pseudonyms, pseudonyms, participant_sessions, participants;
  `.execute(db);
}
