import { sql, type Kysely } from 'kysely';

/**
 * `untold`: whoever holds a place is still to be told of what became of the date. `opening_told_for`: the start for which
 * it was told that the room opens; a date that moves is told again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table occurrences add untold boolean not null default false, add opening_told_for timestamptz;
    create index occurrences_untold on occurrences (id) where untold;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table occurrences drop untold, drop opening_told_for;`.execute(db);
}
