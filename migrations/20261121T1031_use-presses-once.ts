import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table used_presses (
      form_hash bytea constraint used_presses_pkey primary key,
      contact_id uuid not null constraint used_presses_contact references contacts on delete cascade,
      due_at timestamptz not null
    );
    create index used_presses_by_due on used_presses (due_at);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table used_presses`.execute(db);
}
