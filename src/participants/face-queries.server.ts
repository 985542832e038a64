/** People and their faces, each way sealed. */
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
import type { ParticipantId, ParticipantViewer, Pseudonym } from './index.ts';

/** Held against the same person's other acts until the transaction ends. */
export const lockParticipant = async (trx: Database, viewer: ParticipantViewer): Promise<void> =>
  void (await trx
    .selectFrom('participants')
    .select('id')
    .where('id', '=', viewer.participantId)
    .forNoKeyUpdate()
    .execute());

const face = (trx: Database, pseudonym: Pseudonym) =>
  trx.selectFrom('pseudonyms').select('pseudonym').where('pseudonym', '=', pseudonym);

/** Nobody decides about a face while somebody with it comes in. */
export const holdFace = async (trx: Database, pseudonym: Pseudonym): Promise<void> =>
  void (await face(trx, pseudonym).forKeyShare().execute());

/** Whoever comes in with a face has come in, or finds what was decided before. */
export const lockFace = async (trx: Database, pseudonym: Pseudonym): Promise<void> =>
  void (await face(trx, pseudonym).forUpdate().execute());

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
