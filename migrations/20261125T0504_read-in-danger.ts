import { sql, type Kysely } from 'kysely';

/** What was said before may be read without consent where a life is in danger or the law wants abuse reported: who, why, and who saw that. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table danger_readings (
      id uuid default gen_random_uuid() constraint danger_readings_pkey primary key,
      contact_id uuid not null constraint danger_readings_contact references contacts on delete cascade,
      organisation_id uuid constraint danger_readings_organisation references organisations,
      account_id uuid not null constraint danger_readings_account references accounts,
      danger text not null constraint danger_readings_danger check (danger in ('life', 'abuse')),
      reason text not null constraint danger_readings_reason check (char_length(reason) between 1 and 2000),
      up_to_seq integer not null constraint danger_readings_seq check (up_to_seq >= 0),
      read_at timestamptz not null,
      seen_by uuid constraint danger_readings_seen references accounts,
      constraint danger_readings_seen_by_another check (seen_by <> account_id)
    );
    create index danger_readings_by_contact on danger_readings (contact_id);
    create index danger_readings_by_organisation on danger_readings (organisation_id, read_at);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table danger_readings`.execute(db);
}
