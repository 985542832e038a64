import { sql, type Kysely } from 'kysely';

/** A colleague is called into a room: rings until `due_at`; what was written before is theirs to read only where the person opened it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table room_calls (
      id uuid default gen_random_uuid() constraint room_calls_pkey primary key,
      room_id uuid not null constraint room_calls_room references rooms on delete cascade,
      account_id uuid not null constraint room_calls_account references accounts on delete cascade,
      nickname text not null,
      called_by uuid not null,
      called_at timestamptz not null,
      called_seq integer not null constraint room_calls_seq check (called_seq >= 0),
      opened_at timestamptz,
      due_at timestamptz not null,
      state text not null default 'ringing' constraint room_calls_state check (state in (
        'ringing', 'came', 'passed', 'unanswered', 'over')),
      closed_at timestamptz,
      constraint room_calls_closed check ((state = 'ringing') = (closed_at is null)),
      constraint room_calls_ring_on check (due_at > called_at),
      constraint room_calls_caller foreign key (room_id, called_by) references room_members (room_id, id)
    );
    create unique index room_calls_ring_once on room_calls (room_id) where state = 'ringing';
    create index room_calls_by_due on room_calls (due_at) where state = 'ringing';
    create index room_calls_by_account on room_calls (account_id) where state = 'ringing';
    create index room_calls_by_room on room_calls (room_id, called_at);
    alter table messages
      drop constraint messages_kind,
      add constraint messages_kind check (kind in (
        'text', 'opened', 'closed', 'joined', 'staff_changed', 'called', 'came', 'not_come', 'earlier_opened'));
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table room_calls;
    delete from messages where kind in ('called', 'came', 'not_come', 'earlier_opened');
    alter table messages
      drop constraint messages_kind,
      add constraint messages_kind check (kind in ('text', 'opened', 'closed', 'joined', 'staff_changed'));
  `.execute(db);
}
