import { sql, type Kysely } from 'kysely';

/** A ward or catchment lies in one area, a group holds areas of one prefecture: the foreign keys on both say so. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table districts (
      id uuid default gen_random_uuid() constraint districts_pkey primary key,
      kind text not null constraint districts_kind check (kind in ('ward', 'catchment', 'group')),
      code5 text constraint districts_area references areas,
      pref_code text constraint districts_prefecture references prefectures,
      name text not null constraint districts_name_given check (name <> ''),
      kana text not null default '',
      demonstration boolean not null default false,
      constraint districts_within check (
        case kind when 'group' then pref_code is not null and code5 is null else code5 is not null and pref_code is null end),
      constraint districts_in_area unique (id, code5),
      constraint districts_in_prefecture unique (id, pref_code)
    );
    create unique index districts_name_once on districts (coalesce(code5, pref_code), name);
    create table district_areas (
      district_id uuid not null,
      pref_code text not null,
      code5 text not null constraint district_areas_area references areas,
      constraint district_areas_pkey primary key (district_id, code5),
      constraint district_areas_group foreign key (district_id, pref_code)
        references districts (id, pref_code) on delete cascade,
      constraint district_areas_prefecture check (left(code5, 2) = pref_code)
    );
    create index district_areas_by_area on district_areas (code5);
    create table district_towns (
      district_id uuid not null,
      code5 text not null,
      town text not null default '',
      postal_prefix text constraint district_towns_postal_form check (postal_prefix ~ '^([0-9]{5}|[0-9]{7})$'),
      constraint district_towns_named check (town <> '' or postal_prefix is not null),
      constraint district_towns_once unique nulls not distinct (district_id, town, postal_prefix),
      constraint district_towns_district foreign key (district_id, code5)
        references districts (id, code5) on delete cascade
    );
    create index district_towns_by_prefix on district_towns (code5, postal_prefix);
    create table window_districts (
      window_id uuid not null constraint window_districts_window references windows on delete cascade,
      district_id uuid not null constraint window_districts_district references districts,
      excluded boolean not null default false,
      constraint window_districts_pkey primary key (window_id, district_id)
    );
    create index window_districts_by_district on window_districts (district_id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table window_districts, district_towns, district_areas, districts;
  `.execute(db);
}
