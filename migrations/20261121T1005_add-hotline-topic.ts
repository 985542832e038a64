import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table hotlines
      add column topic text not null default 'anyone' constraint hotlines_topic check (topic in (
        'emergency', 'anyone', 'children', 'violence', 'safety', 'contracts')),
      add column area_note_en text not null default '',
      add constraint hotlines_emergency_topic check (emergency = (topic = 'emergency')),
      add constraint hotlines_valid check (valid_from is null or valid_until is null or valid_from <= valid_until);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table hotlines
      drop constraint hotlines_valid, drop constraint hotlines_emergency_topic, drop column area_note_en, drop column topic;
  `.execute(db);
}
