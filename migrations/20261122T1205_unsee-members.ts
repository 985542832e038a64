import { sql, type Kysely } from 'kysely';

/** Whose words a member does not want to see: kept for them alone, in this room alone, and gone with it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table unseen_members (
      room_id uuid not null,
      member_id uuid not null,
      unseen_id uuid not null,
      constraint unseen_members_pkey primary key (member_id, unseen_id),
      constraint unseen_members_by foreign key (room_id, member_id)
        references room_members (room_id, id) on delete cascade,
      constraint unseen_members_of foreign key (room_id, unseen_id)
        references room_members (room_id, id) on delete cascade,
      constraint unseen_members_are_others check (member_id <> unseen_id)
    );
    create index unseen_members_by_room on unseen_members (room_id, unseen_id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table unseen_members`.execute(db);
}
