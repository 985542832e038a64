import { sql, type Kysely } from 'kysely';

/** How somebody came onto the roster: 電話で. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table signups add by_phone boolean not null default false;`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table signups drop column by_phone;`.execute(db);
}
