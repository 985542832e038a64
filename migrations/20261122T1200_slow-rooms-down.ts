import { sql, type Kysely } from 'kysely';

/** `wrote_at` is kept only while somebody has to wait their turn; `paced_until` only for who came after somebody was put out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table rooms
      add column slow_seconds integer constraint rooms_slow_seconds check (slow_seconds in (10, 30, 60, 120)),
      add constraint rooms_slow_are_of_sessions check (slow_seconds is null or contact_id is null);
    alter table room_members
      add column wrote_at timestamptz,
      add column paced_until timestamptz;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table room_members drop column wrote_at, drop column paced_until;
    alter table rooms drop column slow_seconds, drop constraint if exists rooms_slow_are_of_sessions;
  `.execute(db);
}
