import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sign_in_failures (
      login_hash bytea constraint sign_in_failures_pkey primary key,
      failures integer not null constraint sign_in_failures_counted check (failures >= 0),
      last_at timestamptz not null
    );
    create index sign_in_failures_by_last on sign_in_failures (last_at);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table sign_in_failures;
  `.execute(db);
}
