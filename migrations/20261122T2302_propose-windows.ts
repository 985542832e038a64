import { sql, type Kysely } from 'kysely';

/** Who listens proposes a window; the line that the person has not answered yet is known to their page alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table rooms add column proposed_seq integer constraint rooms_proposed_seq check (proposed_seq > 0);
    alter table messages
      drop constraint messages_kind,
      add constraint messages_kind check (kind in (
        'text', 'opened', 'closed', 'joined', 'staff_changed', 'called', 'came', 'not_come', 'earlier_opened',
        'host_now', 'proposed', 'went_on', 'ends_in_10', 'ends_in_5'));
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table rooms drop column proposed_seq;
    delete from messages where kind = 'proposed';
    alter table messages
      drop constraint messages_kind,
      add constraint messages_kind check (kind in (
        'text', 'opened', 'closed', 'joined', 'staff_changed', 'called', 'came', 'not_come', 'earlier_opened',
        'host_now', 'went_on', 'ends_in_10', 'ends_in_5'));
  `.execute(db);
}
