import { sql, type Kysely } from 'kysely';

/** What is kept of a person is kept for a use; only the last day has one, for it decides when all is forgotten. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table participants drop column created_on`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table participants add created_on date;
    update participants set created_on = last_used_on;
    alter table participants alter created_on set not null;
  `.execute(db);
}
