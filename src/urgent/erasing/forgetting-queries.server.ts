import type { Pseudonym } from '#participants';
import { sql, type Database } from '#platform/db';
import { ZONE } from '#platform/tokyo';
import type { ContactId } from '../contact.ts';

const idsOf = (rows: { id: string }[]): ContactId[] => rows.map(({ id }) => id as ContactId);

/** Always in one order, so that no two callers wait for each other. */
export const listContactsOf = async (db: Database, faces: Pseudonym[]): Promise<ContactId[]> =>
  idsOf(
    await db
      .selectFrom('contacts')
      .select('id')
      .where((eb) => eb('pseudonym', '=', eb.fn.any(eb.val(faces))))
      .orderBy('id')
      .execute(),
  );

/** Those that still have a face, and with it all that was told. */
export const listTold = async (db: Database): Promise<ContactId[]> =>
  idsOf(await db.selectFrom('contacts').select('id').where('pseudonym', 'is not', null).execute());

export const listToldEndedBefore = async (
  db: Database,
  at: Date,
  most: number,
): Promise<ContactId[]> =>
  idsOf(
    await db
      .selectFrom('contacts')
      .select('id')
      .where('ended_at', '<', at)
      .where('pseudonym', 'is not', null)
      .orderBy('ended_at')
      .limit(most)
      .execute(),
  );

/** Words left for a window whose writer was last there before an instant. */
export const listUnansweredSince = async (
  db: Database,
  at: Date,
  most: number,
): Promise<ContactId[]> =>
  idsOf(
    await db
      .selectFrom('contacts')
      .select('id')
      .where('state', '=', 'message')
      .where('seen_at', '<', at)
      .orderBy('seen_at')
      .limit(most)
      .execute(),
  );

/** Who was rung, who passed, who answered, what part they may read and what they noted. */
export async function deleteLogsEndedBefore(db: Database, at: Date): Promise<void> {
  const ended = sql`select id from contacts where ended_at < ${at}`;
  await sql`delete from contact_events where contact_id in (${ended})`.execute(db);
  await sql`delete from offers where contact_id in (${ended})`.execute(db);
  await sql`delete from contact_spans where contact_id in (${ended})`.execute(db);
  await sql`delete from desk_notes where contact_id in (${ended})`.execute(db);
  await sql`delete from safety_checks where contact_id in (${ended})`.execute(db);
  await sql`delete from consents where contact_id in (${ended})`.execute(db);
  await sql`delete from expert_questions where contact_id in (${ended})`.execute(db);
  await sql`delete from danger_readings where contact_id in (${ended})`.execute(db);
}

/** Moved to the beginning of their month, all instants of a contact by as much. */
export const coarsenEndedBefore = async (db: Database, at: Date): Promise<void> =>
  void (await sql`
    update contacts set
      answered_at = month + (answered_at - created_at), ended_at = month + (ended_at - created_at),
      seen_at = month + (seen_at - created_at), lost_at = null, created_at = month
    from (
      select id as of, date_trunc('month', created_at at time zone ${ZONE}) at time zone ${ZONE} as month
      from contacts where ended_at < ${at}) as began
    where id = of and created_at <> month`.execute(db));
