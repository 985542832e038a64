import { sql, type Kysely } from 'kysely';

/** Somebody asks colleagues to be on duty: instead of them, for a shift in return, or at hours that nobody covers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table shift_requests (
      id uuid default gen_random_uuid() constraint shift_requests_pkey primary key,
      window_id uuid not null constraint shift_requests_window references windows on delete cascade,
      asked_by uuid not null constraint shift_requests_by references accounts on delete cascade,
      asked_of uuid constraint shift_requests_of references accounts on delete cascade,
      shift_id uuid constraint shift_requests_shift references shifts on delete cascade,
      in_return_id uuid constraint shift_requests_in_return references shifts on delete cascade,
      role text not null constraint shift_requests_role
        check (role in ('window_staff', 'peer_supporter', 'reception')),
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      made_at timestamptz not null,
      answer text constraint shift_requests_answer
        check (answer in ('accepted', 'declined', 'withdrawn')),
      answered_by uuid constraint shift_requests_answered_by references accounts on delete cascade,
      answered_at timestamptz,
      constraint shift_requests_forward check (starts_at < ends_at),
      constraint shift_requests_answered check (num_nulls(answer, answered_by, answered_at) in (0, 3)),
      constraint shift_requests_of_another check (asked_of <> asked_by),
      constraint shift_requests_swap
        check (in_return_id is null or (asked_of is not null and shift_id is not null))
    );
    create index shift_requests_by_window on shift_requests (window_id, starts_at);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table shift_requests;
  `.execute(db);
}
