import { sql, type Kysely } from 'kysely';

/** Where a host lets in only who was told a number, by phone or on paper; readable with the key outside the database alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table room_codes (
      occurrence_id uuid constraint room_codes_pkey primary key
        constraint room_codes_occurrence references occurrences on delete cascade,
      sealed_code bytea not null
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table room_codes`.execute(db);
}
