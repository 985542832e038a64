import { sql, type Kysely } from 'kysely';

/** How well a connection carries, for the host: it goes with the row, so nothing tells later how somebody's line was. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table room_presence
      add column unstable boolean not null default false,
      add column cut_at timestamptz,
      add column returned_at timestamptz;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table room_presence drop column unstable, drop column cut_at, drop column returned_at;
  `.execute(db);
}
