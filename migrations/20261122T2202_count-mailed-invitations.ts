import { sql, type Kysely } from 'kysely';

/** That a link was mailed, not where to: of an organisation so many go out in a day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table invitations add column mailed boolean not null default false;
    create index invitations_mailed on invitations (organisation_id, created_at) where mailed;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index invitations_mailed;
    alter table invitations drop column mailed;
  `.execute(db);
}
