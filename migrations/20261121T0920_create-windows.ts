import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table windows (
      id uuid default gen_random_uuid() constraint windows_pkey primary key,
      organisation_id uuid constraint windows_organisation references organisations,
      name text not null constraint windows_name_given check (name <> ''),
      operated_by text not null default '',
      level text not null constraint windows_level check (level in ('town', 'shared', 'prefecture', 'nationwide')),
      target_persons text not null default '',
      minimum_age smallint,
      maximum_age smallint,
      age_note text not null default '',
      family_only boolean,
      takes_home_visits boolean not null default false,
      accepts_neighbours boolean not null default false,
      methods text[] not null default '{}' constraint windows_methods check (methods <@ array[
        'phone', 'mail', 'form', 'chat', 'video', 'home_visit', 'letter', 'in_person']),
      phone text,
      email text,
      url text,
      address text,
      pref_code text constraint windows_prefecture references prefectures,
      code5 text constraint windows_area references areas,
      area_note text not null default '',
      hours_text text not null default '',
      hours jsonb not null default '[]',
      closed_text text not null default '',
      message text not null default '',
      ring_seconds smallint not null default 30 constraint windows_ring_seconds check (ring_seconds between 15 and 60),
      source_url text,
      source_date text,
      source_note text not null default '',
      verified_on date,
      ended_on date,
      demonstration boolean not null default false,
      constraint windows_ages check (minimum_age is null or maximum_age is null or minimum_age <= maximum_age),
      constraint windows_prefecture_level check (level <> 'prefecture' or pref_code is not null)
    );
    create table window_areas (
      window_id uuid not null constraint window_areas_window references windows on delete cascade,
      code5 text not null constraint window_areas_area references areas,
      excluded boolean not null default false,
      constraint window_areas_pkey primary key (window_id, code5)
    );
    create index window_areas_by_area on window_areas (code5);
    create table hotlines (
      id text constraint hotlines_pkey primary key,
      name text not null,
      name_en text not null,
      contact text not null constraint hotlines_contact_given check (contact <> ''),
      hours_text text not null,
      hours_text_en text not null,
      hours jsonb,
      methods text[] not null constraint hotlines_methods check (methods <@ array['phone', 'mail', 'chat']),
      pref_code text constraint hotlines_prefecture references prefectures,
      area_note text not null default '',
      area_note_en text not null default '',
      topic text not null default 'anyone' constraint hotlines_topic check (topic in (
        'emergency', 'anyone', 'children', 'violence', 'safety', 'contracts')),
      emergency boolean not null default false,
      free_of_charge boolean not null default false,
      hard_to_reach boolean not null default false,
      source_url text not null,
      source_date text not null,
      verified_on date,
      valid_from date,
      valid_until date,
      position smallint not null,
      constraint hotlines_emergency_topic check (emergency = (topic = 'emergency')),
      constraint hotlines_valid check (valid_from is null or valid_until is null or valid_from <= valid_until)
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table hotlines, window_areas, windows;
  `.execute(db);
}
