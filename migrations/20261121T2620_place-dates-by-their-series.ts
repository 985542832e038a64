import { sql, type Kysely } from 'kysely';

/** Where a date takes place is where its series does: found through it, and told in one place. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table occurrences drop column code5;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table occurrences add column code5 text constraint occurrences_area references areas;
    update occurrences o set code5 = s.code5 from series s where s.id = o.series_id and s.format <> 'online';
  `.execute(db);
}
