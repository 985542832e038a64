import { sql, type Kysely } from 'kysely';

/** Since when a record stands here: facts that nobody has checked say for how long. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table windows add column listed_on date not null default (now() at time zone 'Asia/Tokyo')::date;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table windows drop column listed_on;
  `.execute(db);
}
