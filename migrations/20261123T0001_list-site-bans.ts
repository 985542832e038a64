import { sql, type Kysely } from 'kysely';

/**
 * Whom the operator keeps out, as the operator sees them: by a face they wore, as an organisation's own bans. What keeps
 * them out stands with the person; lifted early, the row says so until its time is over.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table site_bans (
      id uuid default gen_random_uuid() constraint site_bans_pkey primary key,
      organisation_id uuid not null constraint site_bans_organisation references organisations,
      pseudonym uuid not null,
      nickname text not null,
      made_by uuid not null constraint site_bans_made_by references accounts,
      since timestamptz not null,
      until timestamptz not null,
      lifted_at timestamptz,
      lifted_by uuid constraint site_bans_lifted_by references accounts,
      lifted_because text constraint site_bans_reason_length check (char_length(lifted_because) between 1 and 2000),
      constraint site_bans_forward check (until > since),
      constraint site_bans_lifted check (num_nonnulls(lifted_at, lifted_by, lifted_because) in (0, 3))
    );
    create unique index site_bans_once on site_bans (pseudonym) where lifted_at is null;
    create index site_bans_by_end on site_bans (until);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table site_bans`.execute(db);
}
