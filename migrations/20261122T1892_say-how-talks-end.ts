import { sql, type Kysely } from 'kysely';

/** Lines of a talk of two: that the person goes on to a window, and that the time is nearly over. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table messages
      drop constraint messages_kind,
      add constraint messages_kind check (kind in (
        'text', 'opened', 'closed', 'joined', 'staff_changed', 'called', 'came', 'not_come', 'earlier_opened',
        'host_now', 'went_on', 'ends_in_10', 'ends_in_5'));
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from messages where kind in ('went_on', 'ends_in_10', 'ends_in_5');
    alter table messages
      drop constraint messages_kind,
      add constraint messages_kind check (kind in (
        'text', 'opened', 'closed', 'joined', 'staff_changed', 'called', 'came', 'not_come', 'earlier_opened',
        'host_now'));
  `.execute(db);
}
