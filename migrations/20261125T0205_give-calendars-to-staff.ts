import { sql, type Kysely } from 'kysely';

/** One's own shifts, read by whoever has the address: of the address only a hash is kept, and one at a time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table duty_calendars (
      account_id uuid constraint duty_calendars_pkey primary key
        constraint duty_calendars_account references accounts on delete cascade,
      secret_hash bytea not null constraint duty_calendars_once unique
        constraint duty_calendars_hashed check (octet_length(secret_hash) = 32)
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table duty_calendars;
  `.execute(db);
}
