import { sql, type Kysely } from 'kysely';

/** How many people came to a date: a figure of the day, of nobody in particular; no row, not counted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table attendances (
      occurrence_id uuid constraint attendances_pkey primary key
        constraint attendances_occurrence references occurrences on delete cascade,
      people smallint not null constraint attendances_people check (people between 0 and 9999)
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table attendances`.execute(db);
}
