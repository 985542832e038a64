import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create view talks_by_account as
      select owner_account_id as account_id, count(*)::integer as talking
      from contacts where owner_account_id is not null group by owner_account_id;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop view talks_by_account`.execute(db);
}
