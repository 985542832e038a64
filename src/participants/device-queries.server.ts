/** Sessions of devices, by hashes of their tokens. */
import type { Insertable } from 'kysely';
import { sql, type Database, type DB } from '#platform/db';
import type { LocalDate } from '#platform/tokyo';

export interface SessionRow {
  participant_id: string;
  expires_at: Date;
  remembered: boolean;
  last_used_on: LocalDate;
}

export const markUsed = async (db: Database, id: string, on: LocalDate): Promise<void> =>
  void (await db
    .updateTable('participants')
    .set({ last_used_on: on })
    .where('id', '=', id)
    .execute());

export const insertSession = async (
  db: Database,
  row: Insertable<DB['participant_sessions']>,
): Promise<void> => void (await db.insertInto('participant_sessions').values(row).execute());

/** In the order of the hashes; undefined for what opens nothing (any more). */
export async function findSessions(
  db: Database,
  idHashes: Buffer[],
  at: Date,
): Promise<(SessionRow | undefined)[]> {
  const rows = await db
    .selectFrom('participant_sessions as s')
    .innerJoin('participants as p', 'p.id', 's.participant_id')
    .select(['s.id_hash', 's.participant_id', 's.expires_at', 's.remembered', 'p.last_used_on'])
    .where('s.id_hash', '=', sql<Buffer>`any(${idHashes}::bytea[])`)
    .where('s.expires_at', '>', at)
    .execute();
  const found = new Map(
    // Dates are read as text by the database's type parser.
    rows.map((row) => [
      row.id_hash.toString('hex'),
      { ...row, last_used_on: String(row.last_used_on) },
    ]),
  );
  return idHashes.map((idHash) => found.get(idHash.toString('hex')));
}

export const keepSessionUntil = async (db: Database, idHash: Buffer, until: Date): Promise<void> =>
  void (await db
    .updateTable('participant_sessions')
    .set({ expires_at: until })
    .where('id_hash', '=', idHash)
    .execute());

export const deleteSession = async (db: Database, idHash: Buffer): Promise<void> =>
  void (await db.deleteFrom('participant_sessions').where('id_hash', '=', idHash).execute());

export const deleteSessionsOf = async (db: Database, participantId: string): Promise<void> =>
  void (await db
    .deleteFrom('participant_sessions')
    .where('participant_id', '=', participantId)
    .execute());

export const deleteSessionsBefore = async (db: Database, at: Date): Promise<void> =>
  void (await db.deleteFrom('participant_sessions').where('expires_at', '<=', at).execute());
