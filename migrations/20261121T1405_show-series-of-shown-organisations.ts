import { sql, type Kysely } from 'kysely';

/**
 * What is public of a series is asked by `shown` alone, and the foreign key lets it be true only where its organisation
 * is shown. `submitted` waits for approval; `withdrawn` is kept for those who signed up while its organisation was shown.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table series drop constraint series_state;
    alter table series add constraint series_state
      check (state in ('draft', 'submitted', 'published', 'ended', 'withdrawn'));
    update series s set state = 'draft' from organisations g
      where g.id = s.organisation_id and not g.shown and s.state in ('published', 'ended');
    alter table series
      add column shown boolean generated always as (case when state in ('published', 'ended') then true end) stored,
      add constraint series_of_shown_organisation foreign key (organisation_id, shown) references organisations (id, shown);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table series drop constraint series_of_shown_organisation, drop column shown, drop constraint series_state;
    update series set state = 'draft' where state in ('submitted', 'withdrawn');
    alter table series add constraint series_state check (state in ('draft', 'published', 'ended'));
  `.execute(db);
}
