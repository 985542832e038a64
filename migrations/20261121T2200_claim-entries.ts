import { sql, type Kysely } from 'kysely';

/**
 * Which entry among the listed an applicant says it is. Several may say so of one: the first that is verified becomes it,
 * and the application's own key lets no second one in.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table applications
      add column claims uuid constraint applications_claims references organisations on delete set null,
      add constraint applications_claims_another check (claims <> organisation_id);
    create index applications_by_claim on applications (claims) where claims is not null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index applications_by_claim;
    alter table applications drop constraint applications_claims_another, drop column claims;
  `.execute(db);
}
