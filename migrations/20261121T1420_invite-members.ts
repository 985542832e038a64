import { sql, type Kysely } from 'kysely';

/** Of a link only its hash is kept; it opens once, for a week at most. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table invitations (
      id uuid default gen_random_uuid() constraint invitations_pkey primary key,
      token_hash bytea not null constraint invitations_token_once unique,
      organisation_id uuid not null constraint invitations_organisation references organisations on delete cascade,
      roles text[] not null constraint invitations_roles check (cardinality(roles) > 0 and roles <@ array[
        'admin', 'publisher', 'approver', 'peer_supporter', 'window_staff', 'supervisor', 'expert']),
      invited_by uuid not null constraint invitations_inviter references accounts on delete cascade,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz,
      withdrawn_at timestamptz,
      constraint invitations_week check (expires_at > created_at and expires_at <= created_at + interval '7 days'),
      constraint invitations_used_in_time check (used_at is null or used_at < expires_at),
      constraint invitations_one_end check (used_at is null or withdrawn_at is null)
    );
    create index invitations_by_organisation on invitations (organisation_id) where used_at is null and withdrawn_at is null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table invitations;
  `.execute(db);
}
