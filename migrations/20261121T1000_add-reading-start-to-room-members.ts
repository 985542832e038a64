import { sql, type Kysely } from 'kysely';

/** Staff who take over a contact's room read their own span only; everybody else reads from the beginning. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table room_members
      add column reads_after integer not null default 0
      constraint room_members_reads_after check (reads_after >= 0);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table room_members drop column reads_after;
  `.execute(db);
}
