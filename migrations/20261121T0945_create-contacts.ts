import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table contacts (
      id uuid default gen_random_uuid() constraint contacts_pkey primary key,
      pseudonym uuid not null constraint contacts_pseudonym references pseudonyms,
      nickname text not null default '' constraint contacts_nickname_length check (char_length(nickname) <= 80),
      pref_code text constraint contacts_prefecture references prefectures,
      code5 text constraint contacts_area references areas,
      skips_nearby boolean not null default false,
      method text not null default 'text' constraint contacts_method check (method in ('text', 'voice')),
      language text not null default 'ja' constraint contacts_language check (language in ('ja', 'en')),
      first_words text not null default '' constraint contacts_first_words_length check (char_length(first_words) <= 8000),
      state text not null constraint contacts_state check (state in (
        'waiting', 'ringing', 'talking', 'callback', 'message', 'answered', 'ended', 'left')),
      route jsonb not null,
      stage smallint not null default 0 constraint contacts_stage check (stage >= 0),
      stage_due_at timestamptz,
      lost_at timestamptz,
      owner_account_id uuid constraint contacts_owner references accounts,
      owner_window_id uuid constraint contacts_owner_window references windows,
      answered_at timestamptz,
      seen_at timestamptz not null,
      due_at timestamptz,
      version integer not null default 0,
      created_at timestamptz not null,
      ended_at timestamptz,
      constraint contacts_talking_has_owner check ((state = 'talking') = (owner_account_id is not null)),
      constraint contacts_owner_at_window check ((owner_account_id is null) = (owner_window_id is null)),
      constraint contacts_open_has_owner_or_due check (state in ('ended', 'left') or owner_account_id is not null or due_at is not null),
      constraint contacts_closed_has_end check ((state in ('ended', 'left')) = (ended_at is not null)),
      constraint contacts_left_is_erased check (state <> 'left' or (first_words = '' and nickname = ''))
    );
    create index contacts_by_pseudonym on contacts (pseudonym);
    create index contacts_by_due on contacts (due_at) where state not in ('ended', 'left');
    create index contacts_by_owner on contacts (owner_account_id) where owner_account_id is not null;
    create table offers (
      id uuid default gen_random_uuid() constraint offers_pkey primary key,
      contact_id uuid not null constraint offers_contact references contacts on delete cascade,
      account_id uuid not null constraint offers_account references accounts on delete cascade,
      window_id uuid not null constraint offers_window references windows on delete cascade,
      stage smallint not null,
      state text not null default 'ringing' constraint offers_state check (state in (
        'ringing', 'accepted', 'passed', 'lapsed', 'withdrawn')),
      offered_at timestamptz not null,
      closed_at timestamptz,
      constraint offers_closed check ((state = 'ringing') = (closed_at is null))
    );
    create unique index offers_ring_once on offers (contact_id, account_id) where state = 'ringing';
    create index offers_by_account on offers (account_id) where state = 'ringing';
    create index offers_by_contact on offers (contact_id);
    create table contact_events (
      contact_id uuid not null constraint contact_events_contact references contacts on delete cascade,
      no integer not null,
      at timestamptz not null,
      kind text not null constraint contact_events_kind check (kind in (
        'pressed', 'rang', 'widened', 'passed', 'answered', 'staff_lost', 'person_gone', 'person_back', 'words_left',
        'nobody_there', 'ended', 'left', 'emergency_read')),
      account_id uuid constraint contact_events_account references accounts on delete set null,
      details jsonb not null default '{}',
      constraint contact_events_pkey primary key (contact_id, no)
    );
    create table contact_spans (
      id uuid default gen_random_uuid() constraint contact_spans_pkey primary key,
      contact_id uuid not null constraint contact_spans_contact references contacts on delete cascade,
      organisation_id uuid constraint contact_spans_organisation references organisations,
      account_id uuid not null constraint contact_spans_account references accounts,
      from_seq integer not null,
      to_seq integer,
      constraint contact_spans_forward check (to_seq is null or from_seq <= to_seq + 1)
    );
    create index contact_spans_by_contact on contact_spans (contact_id);
    create unique index contact_spans_one_open on contact_spans (contact_id) where to_seq is null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table contact_spans, contact_events, offers, contacts;
  `.execute(db);
}
