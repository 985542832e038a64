import { sql, type Kysely } from 'kysely';

/** What is under way about handing a talk over: to whom, what its person answered, and how that stands. Gone with the span it is of. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table contact_hand_overs (
      contact_id uuid constraint contact_hand_overs_pkey primary key
        constraint contact_hand_overs_contact references contacts on delete cascade,
      id uuid not null default gen_random_uuid(),
      window_id uuid not null constraint contact_hand_overs_window references windows on delete cascade,
      account_id uuid constraint contact_hand_overs_account references accounts on delete cascade,
      state text not null default 'asked' constraint contact_hand_overs_state check (state in (
        'asked', 'refused', 'ringing', 'not_taken')),
      up_to_seq integer constraint contact_hand_overs_seq check (up_to_seq >= 0),
      days smallint constraint contact_hand_overs_days check (days between 1 and 90),
      constraint contact_hand_overs_ring_allowed check (
        (state in ('ringing', 'not_taken')) = (up_to_seq is not null) and (up_to_seq is null) = (days is null))
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table contact_hand_overs`.execute(db);
}
