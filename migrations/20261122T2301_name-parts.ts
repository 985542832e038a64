import { sql, type Kysely } from 'kysely';

/** In a talk of two a host is its supporter, or the colleague who was called in; elsewhere just a host. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table room_members add column part text
      constraint room_members_part check (part is null or (part in ('supporter', 'colleague') and role = 'host'));
    update room_members m set part = case when exists (
        select from room_calls c where c.room_id = m.room_id and c.account_id = m.account_id and c.state = 'came')
      then 'colleague' else 'supporter' end
    from rooms r where r.id = m.room_id and r.one_to_one and m.role = 'host';
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table room_members drop column part`.execute(db);
}
