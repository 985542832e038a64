import { sql, type Kysely } from 'kysely';

/** Who is reported reads nothing of it, also where they administer the organisation whose log it stands in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table audit_entries
      add column kept_from uuid constraint audit_entries_kept_from references accounts on delete set null
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table audit_entries drop column kept_from`.execute(db);
}
