import { sql, type Kysely } from 'kysely';

/** What somebody could not say in time waits for a host; permitted, it is a message that stands after the line it belongs to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table messages
      add column stands_after integer,
      add constraint messages_stand_earlier check (stands_after >= 0 and stands_after < seq),
      add constraint messages_statements_are_texts check (stands_after is null or kind = 'text');
    create table statements (
      id uuid default gen_random_uuid() constraint statements_pkey primary key,
      room_id uuid not null constraint statements_room references rooms on delete cascade,
      author_id uuid not null,
      client_id uuid not null,
      stands_after integer not null constraint statements_stand_somewhere check (stands_after >= 0),
      body text not null constraint statements_length check (char_length(body) <= 8000),
      state text not null default 'waiting' constraint statements_state check (state in ('waiting', 'placed', 'declined')),
      written_at timestamptz not null,
      answer text constraint statements_answer check (char_length(answer) between 1 and 500),
      constraint statements_author foreign key (room_id, author_id) references room_members (room_id, id),
      constraint statements_once unique (room_id, author_id, client_id),
      constraint statements_placed_are_messages check ((state = 'placed') = (body = '')),
      constraint statements_answer_declines check (answer is null or state = 'declined')
    );
    create index statements_waiting on statements (room_id) where state = 'waiting';
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table statements;
    alter table messages drop column stands_after;
  `.execute(db);
}
