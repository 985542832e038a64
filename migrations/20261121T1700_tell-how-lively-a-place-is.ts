import { sql, type Kysely } from 'kysely';

/** 静か・ふつう・にぎやか, told by whoever is there, of one opening of a gathering place. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table occurrences
      add column liveliness text constraint occurrences_liveliness check (liveliness in ('quiet', 'usual', 'lively')),
      add column liveliness_at timestamptz,
      add constraint occurrences_liveliness_told check ((liveliness is null) = (liveliness_at is null)),
      add constraint occurrences_liveliness_of_places check (liveliness is null or kind = 'gathering_place');
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table occurrences drop column liveliness, drop column liveliness_at;
  `.execute(db);
}
