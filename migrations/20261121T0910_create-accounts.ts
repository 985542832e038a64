import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table accounts (
      id uuid default gen_random_uuid() constraint accounts_pkey primary key,
      login text not null constraint accounts_login_once unique
        constraint accounts_login_lower check (login = lower(login) and login <> ''),
      display_name text not null constraint accounts_name_given check (display_name <> ''),
      password_hash text not null,
      second_factor_sealed bytea,
      second_factor_step bigint,
      operator boolean not null default false,
      coordinates_pref_code text constraint accounts_prefecture references prefectures,
      demonstration boolean not null default false,
      disabled_at timestamptz,
      created_at timestamptz not null default now(),
      constraint accounts_step_of_factor check (second_factor_step is null or second_factor_sealed is not null)
    );
    create table account_sessions (
      id_hash bytea constraint account_sessions_pkey primary key,
      account_id uuid not null constraint account_sessions_account references accounts on delete cascade,
      expires_at timestamptz not null,
      idle_until timestamptz not null,
      ends_at timestamptz not null,
      created_at timestamptz not null default now(),
      constraint account_sessions_idle_within_absolute check (idle_until <= ends_at)
    );
    create index account_sessions_by_account on account_sessions (account_id);
    create table memberships (
      organisation_id uuid not null constraint memberships_organisation references organisations on delete cascade,
      account_id uuid not null constraint memberships_account references accounts on delete cascade,
      role text not null constraint memberships_role check (role in (
        'admin', 'publisher', 'approver', 'peer_supporter', 'window_staff', 'supervisor', 'expert')),
      constraint memberships_pkey primary key (organisation_id, account_id, role)
    );
    create index memberships_by_account on memberships (account_id);
    create table audit_entries (
      id bigint generated always as identity constraint audit_entries_pkey primary key,
      at timestamptz not null default now(),
      account_id uuid constraint audit_entries_account references accounts on delete set null,
      organisation_id uuid constraint audit_entries_organisation references organisations on delete cascade,
      act text not null,
      subject text not null,
      details jsonb not null default '{}'
    );
    create index audit_entries_by_organisation on audit_entries (organisation_id, id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table audit_entries, memberships, account_sessions, accounts;
  `.execute(db);
}
