import { sql, type Kysely } from 'kysely';

const WRITTEN = `'pressed', 'rang', 'widened', 'passed', 'answered', 'staff_lost', 'person_gone', 'person_back', 'words_left',
  'nobody_there', 'ended', 'left', 'emergency_read', 'from_peer_talk', 'letter_written', 'callback_set', 'callback_due', 'replied',
  'overdue', 'hand_over_asked', 'hand_over_allowed', 'hand_over_refused', 'handed_over', 'hand_over_declined',
  'experts_asked', 'experts_answered', 'procedure_opened', 'said_not_genuine', 'not_genuine', 'genuine_again'`;

/** When somebody has read what a window wrote to them is nobody's business: the log has no word for it. */
export const up = (db: Kysely<unknown>): Promise<void> => kinds(db, WRITTEN);

export const down = (db: Kysely<unknown>): Promise<void> => kinds(db, `${WRITTEN}, 'reply_read'`);

const kinds = async (db: Kysely<unknown>, allowed: string): Promise<void> =>
  void (await sql
    .raw(
      `alter table contact_events drop constraint contact_events_kind,
        add constraint contact_events_kind check (kind in (${allowed}))`,
    )
    .execute(db));
