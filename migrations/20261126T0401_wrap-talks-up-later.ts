import { sql, type Kysely } from 'kysely';

/** Whose part in a talk is over may say for a day how it ended; whoever handed it over learns by which consent it went on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table wrap_ups (
      contact_id uuid not null constraint wrap_ups_contact references contacts on delete cascade,
      account_id uuid not null constraint wrap_ups_account references accounts on delete cascade,
      window_id uuid not null constraint wrap_ups_window references windows on delete cascade,
      consent_id uuid constraint wrap_ups_consent references consents on delete set null,
      over_at timestamptz not null,
      constraint wrap_ups_pkey primary key (contact_id, account_id)
    );
    create index wrap_ups_by_account on wrap_ups (account_id);
    create index wrap_ups_by_consent on wrap_ups (consent_id) where consent_id is not null;
    create index wrap_ups_by_time on wrap_ups (over_at);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table wrap_ups`.execute(db);
}
