import { sql, type Kysely } from 'kysely';

/** Until when a room is meant to be used: shown to those inside, and what a forgotten room closes itself by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table rooms add column ends_at timestamptz;
    create index rooms_by_end on rooms (ends_at) where state <> 'closed' and ends_at is not null;
    create index rooms_by_closing on rooms (closed_at) where state = 'closed';
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index rooms_by_end, rooms_by_closing;
    alter table rooms drop column ends_at;
  `.execute(db);
}
