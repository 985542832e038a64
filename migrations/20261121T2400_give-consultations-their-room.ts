import { sql, type Kysely } from 'kysely';

/** Writing is promised to everybody who takes a slot: what was saved before that was held gets its room too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    update series set has_room = true where kind = 'peer_consultation' and not has_room;
    alter table series
      add constraint series_consultation_has_room check (kind <> 'peer_consultation' or has_room);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table series drop constraint series_consultation_has_room;
  `.execute(db);
}
