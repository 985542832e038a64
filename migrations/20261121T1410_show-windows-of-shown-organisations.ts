import { sql, type Kysely } from 'kysely';

/** A window that stands without an end belongs to no organisation, or to one that is shown. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    update windows w set ended_on = current_date from organisations g
      where g.id = w.organisation_id and not g.shown and w.ended_on is null;
    alter table windows
      add column open_ended boolean generated always as (case when ended_on is null then true end) stored,
      add constraint windows_of_shown_organisation foreign key (organisation_id, open_ended) references organisations (id, shown);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table windows drop constraint windows_of_shown_organisation, drop column open_ended;
  `.execute(db);
}
