import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table series (
      id uuid default gen_random_uuid() constraint series_pkey primary key,
      organisation_id uuid not null constraint series_organisation references organisations,
      kind text not null constraint series_kind check (kind in ('group_session', 'peer_consultation', 'gathering_place', 'lecture')),
      state text not null default 'draft' constraint series_state check (state in ('draft', 'published', 'ended')),
      title text not null constraint series_title_given check (title <> ''),
      summary text not null default '',
      what_changes text not null default '',
      audience text[] not null default '{anyone}' constraint series_audience check (audience <@ array[
        'family', 'person', 'sibling', 'anyone', 'supporter', 'women_only']),
      format text not null constraint series_format check (format in ('onsite', 'online', 'hybrid')),
      pref_code text constraint series_prefecture references prefectures,
      code5 text constraint series_area references areas,
      place_name text not null default '',
      place_address text not null default '',
      place_access text not null default '',
      fee text not null default '',
      host_name text not null default '',
      host_role text not null default '',
      host_message text not null default '',
      flow jsonb not null default '[]',
      house_rules text[] not null default '{}',
      first_steps text[] not null default '{}' constraint series_first_steps check (first_steps <@ array[
        'watch_only', 'camera_off', 'text_only', 'come_and_go', 'accompanied', 'doorstep', 'first_timers']),
      topics text[] not null default '{}',
      languages text[] not null default '{ja}',
      capacity smallint constraint series_capacity check (capacity between 1 and 1000),
      sign_up_policy text not null default 'none' constraint series_sign_up_policy check (sign_up_policy in ('none', 'open', 'ask')),
      sign_up_opens_minutes integer constraint series_opens_before check (sign_up_opens_minutes > 0),
      sign_up_closes_minutes integer not null default 0 constraint series_closes_before check (sign_up_closes_minutes >= 0),
      promotion_stops_minutes integer not null default 60 constraint series_promotion_stops check (promotion_stops_minutes >= 0),
      has_room boolean not null default false,
      join_url_sealed bytea,
      schedule_text text not null default '',
      source_url text,
      source_date text,
      demonstration boolean not null default false,
      created_by uuid constraint series_creator references accounts on delete set null,
      created_at timestamptz not null default now(),
      constraint series_id_kind unique (id, kind),
      constraint series_open_has_capacity check (sign_up_policy <> 'open' or capacity is not null),
      constraint series_onsite_has_place check (format = 'online' or pref_code is not null)
    );
    create index series_by_organisation on series (organisation_id);
    create table series_rules (
      id uuid default gen_random_uuid() constraint series_rules_pkey primary key,
      series_id uuid not null constraint series_rules_series references series on delete cascade,
      rrule text,
      valid_from date not null,
      valid_until date,
      starts_at_minute smallint not null constraint series_rules_start check (starts_at_minute between 0 and 1439),
      ends_at_minute smallint not null constraint series_rules_end check (ends_at_minute between 1 and 2880),
      skips_holidays boolean not null default false,
      constraint series_rules_forward check (starts_at_minute < ends_at_minute),
      constraint series_rules_valid check (valid_until is null or valid_from <= valid_until)
    );
    create index series_rules_by_series on series_rules (series_id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table series_rules, series;
  `.execute(db);
}
