import { sql, type Kysely } from 'kysely';

/** What a reader looks for: group sessions by whom they are for, the other kinds as they are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table series add column category text not null generated always as (case
      when kind = 'peer_consultation' then 'peer'
      when kind = 'gathering_place' then 'place'
      when kind = 'lecture' then 'lecture'
      when audience && array['family', 'sibling'] and not audience && array['person', 'women_only', 'anyone'] then 'family'
      when audience && array['person', 'women_only'] and not audience && array['family', 'sibling', 'anyone'] then 'person'
      else 'together' end) stored;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table series drop column category;
  `.execute(db);
}
