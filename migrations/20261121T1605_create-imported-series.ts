import { sql, type Kysely } from 'kysely';

/** Which series came from which row of whose list: the same row never makes a second one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table imported_series (
      series_id uuid constraint imported_series_pkey primary key
        constraint imported_series_series references series on delete cascade,
      organisation_id uuid not null constraint imported_series_organisation references organisations,
      content_hash text not null,
      fingerprint text not null,
      constraint imported_series_owner unique (series_id, organisation_id)
    );
    create table imported_identities (
      organisation_id uuid not null,
      identity text not null constraint imported_identities_given check (identity <> ''),
      series_id uuid not null,
      constraint imported_identities_pkey primary key (organisation_id, identity),
      constraint imported_identities_series foreign key (series_id, organisation_id)
        references imported_series (series_id, organisation_id) on delete cascade
    );
    create index imported_identities_by_series on imported_identities (series_id);
    create table import_changes (
      import_id uuid not null constraint import_changes_import references imports on delete cascade,
      series_id uuid not null,
      did text not null constraint import_changes_did check (did in ('created', 'updated', 'unchanged', 'kept')),
      before jsonb,
      undone boolean not null default false,
      constraint import_changes_pkey primary key (import_id, series_id),
      constraint import_changes_updated_from check ((did = 'updated') = (before is not null)),
      constraint import_changes_undone_was_done check (not undone or did in ('created', 'updated'))
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table import_changes, imported_identities, imported_series;
  `.execute(db);
}
