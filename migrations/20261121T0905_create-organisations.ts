import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table organisations (
      id uuid default gen_random_uuid() constraint organisations_pkey primary key,
      name text not null constraint organisations_name_given check (name <> ''),
      kind text not null constraint organisations_kind check (kind in (
        'family_association', 'peer_group', 'support_centre', 'municipality', 'prefecture', 'council_of_social_welfare',
        'npo', 'health_centre', 'mental_health_centre', 'self_reliance_agency', 'board_of_education', 'youth_support_station',
        'farm', 'company', 'consumer_centre', 'nationwide_body')),
      pref_code text constraint organisations_prefecture references prefectures,
      code5 text constraint organisations_area references areas,
      summary text not null default '',
      url text,
      source_url text,
      source_date text,
      verified_at timestamptz,
      demonstration boolean not null default false,
      created_at timestamptz not null default now()
    );
    create unique index organisations_name_once on organisations (name, coalesce(pref_code, ''), coalesce(code5, ''));
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table organisations;
  `.execute(db);
}
