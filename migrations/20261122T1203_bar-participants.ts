import { sql, type Kysely } from 'kysely';

/** The operator's last means: writes in no session's room and signs up nowhere until then; talks with urgent desks as before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table participants add column barred_until timestamptz`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table participants drop column barred_until`.execute(db);
}
