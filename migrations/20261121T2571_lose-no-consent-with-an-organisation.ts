import { sql, type Kysely } from 'kysely';

/** Where somebody agreed to be shown does not go unseen with an organisation's row: what still hangs on it refuses. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table portrait_consents
      drop constraint portrait_consents_organisation,
      add constraint portrait_consents_organisation foreign key (organisation_id) references organisations
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table portrait_consents
      drop constraint portrait_consents_organisation,
      add constraint portrait_consents_organisation foreign key (organisation_id)
        references organisations on delete cascade
  `.execute(db);
}
