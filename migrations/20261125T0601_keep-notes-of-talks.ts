import { sql, type Kysely } from 'kysely';

/** What staff note for themselves beside a talk: never in its room. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table desk_notes (
      id uuid constraint desk_notes_pkey primary key,
      contact_id uuid not null constraint desk_notes_contact references contacts on delete cascade,
      organisation_id uuid not null constraint desk_notes_organisation references organisations on delete cascade,
      account_id uuid constraint desk_notes_account references accounts on delete set null,
      after_seq integer not null constraint desk_notes_seq check (after_seq >= 0),
      text text not null constraint desk_notes_text check (text <> '' and char_length(text) <= 8000),
      at timestamptz not null
    );
    create index desk_notes_by_contact on desk_notes (contact_id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table desk_notes`.execute(db);
}
