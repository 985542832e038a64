import { sql, type Kysely } from 'kysely';

/** To whom, sealed, and when: written with what happened, gone as soon as the devices of that person know of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table notices (
      id uuid default gen_random_uuid() constraint notices_pkey primary key,
      sealed_recipient bytea not null,
      due_at timestamptz not null
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table notices;`.execute(db);
}
