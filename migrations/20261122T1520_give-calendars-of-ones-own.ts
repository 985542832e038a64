import { sql, type Kysely } from 'kysely';

/** A person's own calendar, read by whoever has its address: of the address only a hash is kept, and one at a time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table calendar_secrets (
      participant_id uuid constraint calendar_secrets_pkey primary key
        constraint calendar_secrets_participant references participants on delete cascade,
      secret_hash bytea not null constraint calendar_secrets_once unique
        constraint calendar_secrets_hashed check (octet_length(secret_hash) = 32),
      titles text not null constraint calendar_secrets_titles check (titles in ('neutral', 'own'))
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table calendar_secrets;`.execute(db);
}
