import { sql, type Kysely } from 'kysely';

/** A date is called off or moved while its room is open: whoever is inside reads so. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table messages
      drop constraint messages_kind,
      add constraint messages_kind check (kind in (
        'text', 'opened', 'closed', 'joined', 'staff_changed', 'called', 'came', 'not_come', 'earlier_opened',
        'host_now', 'proposed', 'went_on', 'ends_in_10', 'ends_in_5', 'called_off', 'moved'));
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from messages where kind in ('called_off', 'moved');
    alter table messages
      drop constraint messages_kind,
      add constraint messages_kind check (kind in (
        'text', 'opened', 'closed', 'joined', 'staff_changed', 'called', 'came', 'not_come', 'earlier_opened',
        'host_now', 'proposed', 'went_on', 'ends_in_10', 'ends_in_5'));
  `.execute(db);
}
