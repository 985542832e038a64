import { sql, type Kysely } from 'kysely';

/** Two people of a desk hold a call to be none: for a day the same person's later calls come after others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table doubts (
      contact_id uuid constraint doubts_pkey primary key
        constraint doubts_contact references contacts on delete cascade,
      organisation_id uuid not null constraint doubts_organisation references organisations on delete cascade,
      reason text not null constraint doubts_reason check (reason in ('insults', 'selling', 'prank')),
      said_by uuid constraint doubts_said_by references accounts on delete set null,
      said_at timestamptz not null,
      confirmed_by uuid constraint doubts_confirmed_by references accounts on delete set null,
      lapses_at timestamptz not null constraint doubts_lapse check (lapses_at = said_at + interval '24 hours'),
      constraint doubts_of_two check (confirmed_by <> said_by)
    );
    alter table contacts add column later_until timestamptz;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table contacts drop column later_until;
    drop table doubts;
  `.execute(db);
}
