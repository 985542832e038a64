import { sql, type Kysely } from 'kysely';

/** Who cannot hear or read what is said, and up to which message somebody could follow before their line first failed them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table room_members
      add column cannot_hear text constraint room_members_cannot_hear check (cannot_hear in ('waiting', 'seen', 'over')),
      add column cannot_hear_since timestamptz,
      add column missed_after integer constraint room_members_missed_after check (missed_after >= 0),
      add constraint room_members_cannot_hear_since check ((cannot_hear is null) = (cannot_hear_since is null));
    create index room_members_cannot_hear on room_members (room_id) where cannot_hear = 'waiting';
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table room_members drop column cannot_hear, drop column cannot_hear_since, drop column missed_after;
  `.execute(db);
}
