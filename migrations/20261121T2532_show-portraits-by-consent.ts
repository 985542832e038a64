import { sql, type Kysely } from 'kysely';

/**
 * Where somebody's portrait is shown: beside their own appearance or their own hours, by their own word, and only this very
 * picture. With the picture, the appearance or the hours goes the consent. The organisation is the one whose log tells of it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table portraits add constraint portraits_of_account unique (id, account_id);
    alter table availabilities add constraint availabilities_of_account unique (id, account_id);
    create table portrait_consents (
      portrait_id uuid not null,
      account_id uuid not null,
      appearance_id uuid constraint portrait_consents_once_at_appearance unique,
      availability_id uuid constraint portrait_consents_once_at_availability unique,
      organisation_id uuid not null constraint portrait_consents_organisation references organisations on delete cascade,
      given_by uuid not null,
      given_at timestamptz not null,
      constraint portrait_consents_of_portrait foreign key (portrait_id, account_id)
        references portraits (id, account_id) on delete cascade,
      constraint portrait_consents_at_own_appearance foreign key (appearance_id, account_id)
        references appearances (id, account_id) on delete cascade,
      constraint portrait_consents_at_own_availability foreign key (availability_id, account_id)
        references availabilities (id, account_id) on delete cascade,
      constraint portrait_consents_at_one_place check (num_nonnulls(appearance_id, availability_id) = 1),
      constraint portrait_consents_by_oneself check (given_by = account_id)
    );
    create index portrait_consents_by_portrait on portrait_consents (portrait_id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table portrait_consents;
    alter table availabilities drop constraint availabilities_of_account;
    alter table portraits drop constraint portraits_of_account;
  `.execute(db);
}
