import type { Insertable } from 'kysely';
import {
  anyOf,
  asJson,
  recordsInserted,
  sql,
  type Database,
  type DB,
  type StatementPart,
} from '#platform/db';
import type { LocalDate } from '#platform/tokyo';
import type { ParticipantId, ParticipantViewer, Pseudonym } from './index.ts';

export interface SessionRow {
  participant_id: string;
  expires_at: Date;
  remembered: boolean;
  last_used_on: LocalDate;
}

/** Held against the same person's other acts until the transaction ends. */
export const lockParticipant = async (trx: Database, viewer: ParticipantViewer): Promise<void> =>
  void (await trx
    .selectFrom('participants')
    .select('id')
    .where('id', '=', viewer.participantId)
    .forNoKeyUpdate()
    .execute());

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

type NewFace = Insertable<DB['pseudonyms']> & Insertable<DB['participant_pseudonyms']>;

/**
 * New people with their devices, and everybody's faces with the way back to them; a face that is known stays as it is.
 * Of a person only days are kept: nobody can tell from the row at what hour somebody came.
 */
export const appearancesInserted = (rows: {
  participants: Insertable<DB['participants']>[];
  sessions: Insertable<DB['participant_sessions']>[];
  faces: NewFace[];
}): StatementPart => sql`
    born as (${recordsInserted('participants', rows.participants)}),
    devices as (${recordsInserted('participant_sessions', rows.sessions)}),
    face as (
      select * from json_to_recordset(${asJson(rows.faces)}::json) as face (
        pseudonym uuid, scope text, sealed_participant bytea, participant_id uuid, sealed_pseudonym bytea)),
    fresh as (
      insert into pseudonyms (pseudonym, scope, sealed_participant)
      select pseudonym, scope, sealed_participant from face
      on conflict (pseudonym) do nothing returning pseudonym),
    ways_back as (
      insert into participant_pseudonyms (participant_id, sealed_pseudonym)
      select participant_id, sealed_pseudonym from face join fresh using (pseudonym))`;

/** A statement of that part alone. */
export const insertAppearances = async (db: Database, appearances: StatementPart): Promise<void> =>
  void (await sql`with ${appearances} select`.execute(db));

export const listBackReferences = async (
  db: Database,
  participantId: ParticipantId,
): Promise<Buffer[]> =>
  (
    await db
      .selectFrom('participant_pseudonyms')
      .select('sealed_pseudonym')
      .where('participant_id', '=', participantId)
      .execute()
  ).map((row) => row.sealed_pseudonym);

export const findSealedParticipant = async (
  db: Database,
  pseudonym: Pseudonym,
): Promise<Buffer | undefined> =>
  (
    await db
      .selectFrom('pseudonyms')
      .select('sealed_participant')
      .where('pseudonym', '=', pseudonym)
      .executeTakeFirst()
  )?.sealed_participant;

export const listSealedParticipants = (
  db: Database,
  faces: Pseudonym[],
): Promise<{ pseudonym: Pseudonym; sealed: Buffer }[]> =>
  db
    .selectFrom('pseudonyms')
    .select(['pseudonym', 'sealed_participant as sealed'])
    .where('pseudonym', '=', anyOf(faces))
    .$narrowType<{ pseudonym: Pseudonym }>()
    .execute();

export interface PhraseRow {
  phrase_hash: string | null;
  kept_by_staff: boolean;
}

export const findPhrase = (
  db: Database,
  id: ParticipantId,
): Promise<(PhraseRow & { phrase_noted: boolean }) | undefined> =>
  db
    .selectFrom('participants')
    .select(['phrase_hash', 'phrase_noted', 'kept_by_staff'])
    .where('id', '=', id)
    .executeTakeFirst();

export const keepPhrase = async (
  db: Database,
  id: ParticipantId,
  phrase: { phrase_bucket: Buffer; phrase_hash: string },
): Promise<void> =>
  void (await db
    .updateTable('participants')
    .set({ ...phrase, phrase_noted: false })
    .where('id', '=', id)
    .execute());

/** False where the person has come back meanwhile. */
export const keepPrintedPhrase = async (
  db: Database,
  id: ParticipantId,
  phrase: { phrase_bucket: Buffer; phrase_hash: string },
): Promise<boolean> =>
  (
    await db
      .updateTable('participants')
      .set(phrase)
      .where('id', '=', id)
      .where('kept_by_staff', '=', true)
      .executeTakeFirst()
  ).numUpdatedRows > 0n;

/** False where the printed words were used already, or others were printed meanwhile. */
export const takeOverPhrase = async (
  db: Database,
  id: ParticipantId,
  printed: string | null,
  phrase: { phrase_bucket: Buffer; phrase_hash: string },
): Promise<boolean> =>
  (
    await db
      .updateTable('participants')
      .set({ ...phrase, kept_by_staff: false })
      .where('id', '=', id)
      .where('phrase_hash', '=', printed)
      .where('kept_by_staff', '=', true)
      .executeTakeFirst()
  ).numUpdatedRows > 0n;

/** False where others have taken the place of those words. */
export const markPhraseNoted = async (
  db: Database,
  id: ParticipantId,
  bucket: Buffer,
): Promise<boolean> =>
  (
    await db
      .updateTable('participants')
      .set({ phrase_noted: true })
      .where('id', '=', id)
      .where('phrase_bucket', '=', bucket)
      .executeTakeFirst()
  ).numUpdatedRows > 0n;

export const findParticipantsInBucket = (
  db: Database,
  bucket: Buffer,
): Promise<(PhraseRow & { id: string })[]> =>
  db
    .selectFrom('participants')
    .select(['id', 'phrase_hash', 'kept_by_staff'])
    .where('phrase_bucket', '=', bucket)
    .execute();
