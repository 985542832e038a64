import { sql, type Kysely } from 'kysely';

/** A face is one organisation's alone, so it is banned once; the person behind it has others elsewhere. A contact's room knows no ban. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table bans (
      id uuid default gen_random_uuid() constraint bans_pkey primary key,
      scope text not null constraint bans_of_organisations check (scope ~ '^organisation:[0-9a-f-]{36}$'),
      pseudonym uuid not null constraint bans_once unique,
      nickname text not null,
      reason text not null constraint bans_reason_length check (char_length(reason) <= 2000),
      made_by uuid not null constraint bans_made_by references accounts,
      since timestamptz not null,
      until timestamptz not null,
      constraint bans_forward check (until > since)
    );
    create index bans_by_scope on bans (scope);
    create index bans_by_end on bans (until);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table bans`.execute(db);
}
