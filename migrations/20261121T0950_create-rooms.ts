import { sql, type Kysely } from 'kysely';

/** `ends_at` closes a forgotten room by itself; staff who take over a contact's room read after `reads_after` only. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table rooms (
      id uuid default gen_random_uuid() constraint rooms_pkey primary key,
      occurrence_id uuid constraint rooms_one_an_occurrence unique constraint rooms_occurrence references occurrences,
      contact_id uuid constraint rooms_one_a_contact unique constraint rooms_contact references contacts on delete cascade,
      scope text not null constraint rooms_scope_form check (scope ~ '^(organisation|contact):[0-9a-f-]{36}$'),
      title text not null,
      state text not null constraint rooms_state check (state in ('prepared', 'open', 'closed')),
      seq integer not null default 0,
      ends_at timestamptz,
      closed_at timestamptz,
      created_at timestamptz not null default now(),
      constraint rooms_belong_to_one check ((occurrence_id is null) <> (contact_id is null)),
      constraint rooms_closed check ((state = 'closed') = (closed_at is not null))
    );
    create index rooms_by_end on rooms (ends_at) where state <> 'closed' and ends_at is not null;
    create index rooms_by_closing on rooms (closed_at) where state = 'closed';
    create table room_members (
      id uuid default gen_random_uuid() constraint room_members_pkey primary key,
      room_id uuid not null constraint room_members_room references rooms on delete cascade,
      pseudonym uuid constraint room_members_pseudonym references pseudonyms,
      account_id uuid constraint room_members_account references accounts,
      nickname text not null,
      role text not null constraint room_members_role check (role in ('host', 'participant')),
      reads_after integer not null default 0 constraint room_members_reads_after check (reads_after >= 0),
      removed_at timestamptz,
      constraint room_members_are_one check ((pseudonym is null) <> (account_id is null)),
      constraint room_members_in_room unique (room_id, id)
    );
    create unique index room_members_pseudonym_once on room_members (room_id, pseudonym) where pseudonym is not null;
    create unique index room_members_account_once on room_members (room_id, account_id) where account_id is not null;
    create table messages (
      room_id uuid not null constraint messages_room references rooms on delete cascade,
      seq integer not null constraint messages_seq_positive check (seq > 0),
      author_id uuid,
      client_id uuid not null,
      kind text not null default 'text' constraint messages_kind check (kind in ('text', 'opened', 'closed', 'joined', 'staff_changed')),
      body text not null constraint messages_length check (char_length(body) <= 8000),
      sent_at timestamptz not null,
      hidden_at timestamptz,
      constraint messages_pkey primary key (room_id, seq),
      constraint messages_once unique (room_id, author_id, client_id),
      constraint messages_author foreign key (room_id, author_id) references room_members (room_id, id),
      constraint messages_text_has_author check (kind <> 'text' or author_id is not null)
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table messages, room_members, rooms;
  `.execute(db);
}
