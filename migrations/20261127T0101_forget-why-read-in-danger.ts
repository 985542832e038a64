import { sql, type Kysely } from 'kysely';

/** Why somebody read goes with the words of whoever erases everything; that they did stays. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table danger_readings alter column reason drop not null`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`update danger_readings set reason = '-' where reason is null`.execute(db);
  await sql`alter table danger_readings alter column reason set not null`.execute(db);
}
