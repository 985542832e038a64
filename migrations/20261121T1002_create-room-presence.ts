import { sql, type Kysely } from 'kysely';

/** Who is connected now: a row lives as long as its connection, so nothing tells later when somebody was there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create unlogged table room_presence (
      connection uuid constraint room_presence_pkey primary key,
      room_id uuid not null,
      member_id uuid not null,
      renewed_at timestamptz not null,
      constraint room_presence_member foreign key (room_id, member_id) references room_members (room_id, id) on delete cascade
    );
    create index room_presence_by_room on room_presence (room_id, member_id);
    create index room_presence_by_renewal on room_presence (renewed_at);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table room_presence;
  `.execute(db);
}
