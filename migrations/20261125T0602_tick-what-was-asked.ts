import { sql, type Kysely } from 'kysely';

/** What was asked or said for the person's safety, by whom and when. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table safety_checks (
      contact_id uuid not null constraint safety_checks_contact references contacts on delete cascade,
      organisation_id uuid not null constraint safety_checks_organisation references organisations on delete cascade,
      item text not null constraint safety_checks_item
        check (item in ('alone_and_safe', 'asked_about_dying', 'asked_about_harm', 'named_numbers')),
      account_id uuid constraint safety_checks_account references accounts on delete set null,
      at timestamptz not null,
      constraint safety_checks_pkey primary key (contact_id, organisation_id, item)
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table safety_checks`.execute(db);
}
