import { sql, type Kysely } from 'kysely';

/** Which window came from which row of whose list: the same row never makes a second one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table imported_windows (
      window_id uuid constraint imported_windows_pkey primary key
        constraint imported_windows_window references windows on delete cascade,
      organisation_id uuid constraint imported_windows_organisation references organisations,
      identity text not null constraint imported_windows_identity_given check (identity <> ''),
      content_hash text not null,
      fingerprint text not null,
      constraint imported_windows_identity_once unique nulls not distinct (organisation_id, identity)
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table imported_windows;
  `.execute(db);
}
