import { sql, type Kysely } from 'kysely';

/** A room hangs on it: as with a date somebody signed up for, it may be cancelled, never deleted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table occurrences add column entered boolean not null default false;
    update occurrences o set entered = true where exists (select from rooms r where r.occurrence_id = o.id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table occurrences drop column entered;`.execute(db);
}
