import { sql, type Kysely } from 'kysely';

/** Until now only hands moved a date; from now on holidays do too, and a rule takes back only what it moved itself. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table occurrences add column moved boolean not null default false;
    update occurrences set moved = true where starts_at <> original_start;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table occurrences drop column moved;`.execute(db);
}
