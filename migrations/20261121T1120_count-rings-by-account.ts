import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create view rings_by_account as
      select account_id, count(*)::integer as ringing from offers where state = 'ringing' group by account_id;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop view rings_by_account`.execute(db);
}
