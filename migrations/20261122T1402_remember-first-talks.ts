import { sql, type Kysely } from 'kysely';

/** That somebody has talked, and nothing of what was said: it goes with the face, and so with the person. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table first_talks (
      pseudonym uuid constraint first_talks_pkey primary key
        constraint first_talks_pseudonym references pseudonyms on delete cascade
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table first_talks;`.execute(db);
}
