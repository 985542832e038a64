import { sql, type Kysely } from 'kysely';

/** What somebody lately tried at an organisation is found without reading its whole log: so many tries are not written down. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index audit_entries_refusals on audit_entries (organisation_id, account_id, at)
      where act like '%.refused';
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index audit_entries_refusals;
  `.execute(db);
}
