import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table signups (
      id uuid default gen_random_uuid() constraint signups_pkey primary key,
      occurrence_id uuid not null constraint signups_occurrence references occurrences,
      pseudonym uuid not null constraint signups_pseudonym references pseudonyms,
      nickname text not null constraint signups_nickname_length check (char_length(nickname) between 1 and 80),
      party_size smallint not null default 1 constraint signups_party check (party_size between 1 and 4),
      way text not null default 'text' constraint signups_way check (way in ('text', 'voice', 'watch', 'onsite')),
      message text not null default '' constraint signups_message_length check (char_length(message) <= 4000),
      state text not null constraint signups_state check (state in ('confirmed', 'waiting', 'cancelled')),
      queue_no integer not null,
      created_at timestamptz not null default now(),
      changed_at timestamptz not null default now(),
      constraint signups_in_order unique (occurrence_id, queue_no)
    );
    create unique index signups_once_a_person on signups (occurrence_id, pseudonym) where state <> 'cancelled';
    create index signups_by_pseudonym on signups (pseudonym);
    create table used_forms (
      form_hash bytea constraint used_forms_pkey primary key,
      signup_id uuid not null constraint used_forms_signup references signups on delete cascade,
      sealed_participant bytea not null,
      due_at timestamptz not null
    );
    create index used_forms_by_due on used_forms (due_at);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table used_forms, signups;
  `.execute(db);
}
