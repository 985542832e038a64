import { sql, type Kysely } from 'kysely';

/** What an organisation says of itself, and who of it appears there: by their own consent, with the name they chose. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table organisations
      add column face text constraint organisations_face check (face in ('house', 'tree', 'cups', 'lamp', 'hands', 'hills')),
      add column message text not null default '' constraint organisations_message_length check (char_length(message) <= 1000),
      add column message_by text not null default '' constraint organisations_message_by_length check (char_length(message_by) <= 80);
    create table organisation_people (
      organisation_id uuid not null constraint organisation_people_organisation references organisations on delete cascade,
      account_id uuid not null constraint organisation_people_account references accounts on delete cascade,
      nickname text not null constraint organisation_people_nickname check (nickname <> '' and char_length(nickname) <= 80),
      words text not null default '' constraint organisation_people_words check (char_length(words) <= 400),
      consented_at timestamptz not null,
      constraint organisation_people_pkey primary key (organisation_id, account_id)
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table organisation_people;
    alter table organisations drop column face, drop column message, drop column message_by;
  `.execute(db);
}
