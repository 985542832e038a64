import { sql, type Kysely } from 'kysely';

/** Published hours that nobody covers, once somebody was told of them: never twice of the same. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table told_gaps (
      id uuid default gen_random_uuid() constraint told_gaps_pkey primary key,
      window_id uuid not null constraint told_gaps_window references windows on delete cascade,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      constraint told_gaps_forward check (starts_at < ends_at),
      constraint told_gaps_once exclude using gist (
        window_id with =, tstzrange(starts_at, ends_at) with &&)
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table told_gaps;
  `.execute(db);
}
