import { sql, type Kysely } from 'kysely';

/** Whose the sign-up is says its face, sealed once; forms are kept for ten minutes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table used_forms drop column sealed_participant`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from used_forms;
    alter table used_forms add column sealed_participant bytea not null;
  `.execute(db);
}
