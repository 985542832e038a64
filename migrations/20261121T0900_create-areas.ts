import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table prefectures (
      pref_code text constraint prefectures_pkey primary key constraint prefectures_code_form check (pref_code ~ '^[0-9]{2}$'),
      name text not null,
      kana text not null,
      short text not null,
      name_en text not null
    );
    create table areas (
      code5 text constraint areas_pkey primary key constraint areas_code_form check (code5 ~ '^[0-9]{5}$'),
      pref_code text not null constraint areas_prefecture references prefectures,
      name text not null,
      kana text not null,
      kind text not null constraint areas_kind check (kind in ('designated_city', 'city', 'special_ward', 'town', 'village')),
      latitude double precision not null,
      longitude double precision not null,
      url text,
      constraint areas_code_in_prefecture check (left(code5, 2) = pref_code)
    );
    create index areas_by_prefecture on areas (pref_code, code5);
    create table area_neighbours (
      code5 text not null constraint area_neighbours_area references areas,
      neighbour_code5 text not null constraint area_neighbours_neighbour references areas,
      distance_km real not null,
      constraint area_neighbours_pkey primary key (code5, neighbour_code5),
      constraint area_neighbours_not_itself check (code5 <> neighbour_code5)
    );
    create table postal_prefixes (
      prefix text not null constraint postal_prefixes_form check (prefix ~ '^([0-9]{5}|[0-9]{7})$'),
      code5 text not null constraint postal_prefixes_area references areas,
      constraint postal_prefixes_pkey primary key (prefix, code5)
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table postal_prefixes, area_neighbours, areas, prefectures;
  `.execute(db);
}
