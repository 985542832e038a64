import { sql, type Kysely } from 'kysely';

/** By which consent a talk went on from whoever held it, until they have read so. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table contact_spans
      add column consent_id uuid constraint contact_spans_consent references consents on delete set null,
      add constraint contact_spans_handed_on check (consent_id is null or to_seq is not null);
    create index contact_spans_by_consent on contact_spans (consent_id) where consent_id is not null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index contact_spans_by_consent;
    alter table contact_spans
      drop constraint contact_spans_handed_on,
      drop column consent_id;
  `.execute(db);
}
