import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table shifts (
      id uuid default gen_random_uuid() constraint shifts_pkey primary key,
      window_id uuid not null constraint shifts_window references windows on delete cascade,
      account_id uuid not null constraint shifts_account references accounts on delete cascade,
      role text not null constraint shifts_role check (role in ('window_staff', 'peer_supporter')),
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      origin text not null constraint shifts_origin check (origin in ('planned', 'explicit')),
      capacity smallint not null default 2 constraint shifts_capacity check (capacity between 1 and 10),
      constraint shifts_forward check (starts_at < ends_at),
      constraint shifts_one_at_a_time exclude using gist (
        window_id with =, account_id with =, tstzrange(starts_at, ends_at) with &&)
    );
    create index shifts_by_account on shifts (account_id, ends_at);
    create table leases (
      id uuid default gen_random_uuid() constraint leases_pkey primary key,
      account_id uuid not null constraint leases_account references accounts on delete cascade,
      renewed_at timestamptz not null,
      due_at timestamptz not null,
      constraint leases_forward check (renewed_at < due_at)
    );
    create index leases_by_account on leases (account_id, due_at);
    create index leases_by_due on leases (due_at);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table leases, shifts;
  `.execute(db);
}
