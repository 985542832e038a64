import { sql, type Kysely } from 'kysely';

/** Reads on, writes no more until a host takes it back; a host is never muted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table room_members
      add column muted_at timestamptz,
      add constraint room_members_muted_are_participants check (muted_at is null or role = 'participant');
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table room_members drop column muted_at;
  `.execute(db);
}
