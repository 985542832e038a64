import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists btree_gist`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop extension btree_gist`.execute(db);
}
