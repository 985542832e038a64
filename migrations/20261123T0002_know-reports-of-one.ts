import { sql, type Kysely } from 'kysely';

/** Which reports to one organisation are of one person, and nothing of who that is: a hash whose key is outside the database. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table reports add column reporter bytea;
    update reports set reporter = once;
    alter table reports alter column reporter set not null;
    create index reports_by_reporter on reports (reporter) where outcome is null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table reports drop column reporter`.execute(db);
}
