import { sql, type Kysely } from 'kysely';

/** A city lists the towns of a district in an order of its own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table district_towns add column position smallint not null default 0;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table district_towns drop column position;
  `.execute(db);
}
