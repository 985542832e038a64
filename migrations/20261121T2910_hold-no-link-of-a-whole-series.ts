import { sql, type Kysely } from 'kysely';

/** A meeting has its room or its supporter's link: nothing ever wrote one for a whole series. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table series drop column join_url_sealed`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table series add join_url_sealed bytea`.execute(db);
}
