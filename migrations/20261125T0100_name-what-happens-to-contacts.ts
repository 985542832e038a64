import { sql, type Kysely } from 'kysely';

const BEFORE = `'pressed', 'rang', 'widened', 'passed', 'answered', 'staff_lost', 'person_gone', 'person_back', 'words_left',
  'nobody_there', 'ended', 'left', 'emergency_read', 'from_peer_talk'`;
const NEW = `'letter_written', 'callback_set', 'callback_due', 'replied', 'reply_read', 'overdue',
  'hand_over_asked', 'hand_over_allowed', 'hand_over_refused', 'handed_over', 'hand_over_declined',
  'experts_asked', 'experts_answered', 'procedure_opened', 'said_not_genuine', 'not_genuine', 'genuine_again'`;

/** Letters, agreed times, handing over, experts, danger and calls that are none: the log of a contact tells of each. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await kinds(db, `${BEFORE}, ${NEW}`);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`delete from contact_events where kind in (${NEW})`).execute(db);
  await kinds(db, BEFORE);
}

const kinds = (db: Kysely<unknown>, allowed: string) =>
  sql
    .raw(
      `alter table contact_events drop constraint contact_events_kind,
        add constraint contact_events_kind check (kind in (${allowed}))`,
    )
    .execute(db);
