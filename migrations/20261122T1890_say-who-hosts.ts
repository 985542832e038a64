import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table messages
      drop constraint messages_kind,
      add constraint messages_kind check (kind in (
        'text', 'opened', 'closed', 'joined', 'staff_changed', 'called', 'came', 'not_come', 'earlier_opened',
        'host_now'));
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from messages where kind = 'host_now';
    alter table messages
      drop constraint messages_kind,
      add constraint messages_kind check (kind in (
        'text', 'opened', 'closed', 'joined', 'staff_changed', 'called', 'came', 'not_come', 'earlier_opened'));
  `.execute(db);
}
