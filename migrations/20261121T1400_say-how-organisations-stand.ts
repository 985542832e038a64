import { sql, type Kysely } from 'kysely';

/**
 * `listed`: read from public pages, never asked to publish here, shown as such. The others came by an application;
 * of those only `verified` ones are public.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table organisations
      add column standing text not null default 'applied' constraint organisations_standing check (standing in (
        'listed', 'applied', 'asked', 'declined', 'verified', 'withdrawn'));
    update organisations set standing = case
      when verified_at is not null then 'verified' when demonstration then 'listed' else 'applied' end;
    alter table organisations
      add column shown boolean not null generated always as (standing in ('listed', 'verified')) stored,
      add constraint organisations_verified_once check (standing not in ('verified', 'withdrawn') or verified_at is not null),
      add constraint organisations_id_shown unique (id, shown);
    drop index organisations_name_once;
    create unique index organisations_name_once on organisations (name, coalesce(pref_code, ''), coalesce(code5, ''))
      where shown;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index organisations_name_once;
    create unique index organisations_name_once on organisations (name, coalesce(pref_code, ''), coalesce(code5, ''));
    alter table organisations
      drop constraint organisations_id_shown, drop constraint organisations_verified_once,
      drop column shown, drop column standing;
  `.execute(db);
}
