import { sql, type Kysely } from 'kysely';

/** Who else takes part in a series, and as what: by name, and by the organisation of that name where one is shown here. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table series_organisations (
      series_id uuid not null constraint series_organisations_series references series on delete cascade,
      position smallint not null constraint series_organisations_position check (position between 0 and 7),
      part text not null constraint series_organisations_part check (part in (
        'organiser', 'co_organiser', 'commissioner', 'operating')),
      name text not null constraint series_organisations_name_given check (name <> ''),
      organisation_id uuid constraint series_organisations_organisation references organisations on delete set null,
      constraint series_organisations_pkey primary key (series_id, position)
    );
    create index series_organisations_by_organisation on series_organisations (organisation_id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table series_organisations;
  `.execute(db);
}
