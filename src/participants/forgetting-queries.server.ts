import { anyOf, sql, type Database } from '#platform/db';
import type { LocalDate } from '#platform/tokyo';
import type { ParticipantId, Pseudonym } from './index.ts';

export interface LastUsed {
  id: ParticipantId;
  last_used_on: LocalDate;
}

/** Whoever last came before a day, the longest away first; `after` goes on from somebody listed. */
export async function listIdle(
  db: Database,
  { before, after, most }: { before: LocalDate; after: LastUsed | undefined; most: number },
): Promise<LastUsed[]> {
  const { rows } = await sql<LastUsed>`
    select id, last_used_on from participants
    where last_used_on < ${before}::date
      and ${after ? sql`(last_used_on, id) > (${after.last_used_on}::date, ${after.id}::uuid)` : sql`true`}
    order by last_used_on, id limit ${most}`.execute(db);
  return rows;
}

/** Holds the person until the transaction ends; with a day, only who last came before it and whom nobody else holds. */
export async function lockPerson(
  trx: Database,
  id: ParticipantId,
  idle?: { lastUsedBefore: LocalDate },
): Promise<boolean> {
  const person = trx.selectFrom('participants').select('id').where('id', '=', id).forUpdate();
  const found = idle ? person.where('last_used_on', '<', idle.lastUsedBefore).skipLocked() : person;
  return (await found.executeTakeFirst()) !== undefined;
}

/** Nothing new can refer to these faces until the transaction ends. */
export const lockFaces = async (trx: Database, faces: Pseudonym[]): Promise<void> =>
  void (await trx
    .selectFrom('pseudonyms')
    .select('pseudonym')
    .where('pseudonym', '=', anyOf(faces))
    .orderBy('pseudonym')
    .forUpdate()
    .execute());

/** In the form in which socket rooms are named by them. */
export const listSessionsOf = async (db: Database, id: ParticipantId): Promise<string[]> =>
  (
    await db
      .selectFrom('participant_sessions')
      .select('id_hash')
      .where('participant_id', '=', id)
      .execute()
  ).map((row) => row.id_hash.toString('hex'));

/** Sessions, phrase and the way back to the faces go with the row. */
export async function deletePerson(
  trx: Database,
  id: ParticipantId,
  faces: Pseudonym[],
): Promise<void> {
  await deletePseudonyms(trx, faces);
  await trx.deleteFrom('participants').where('id', '=', id).execute();
}

const deletePseudonyms = (trx: Database, faces: Pseudonym[]): Promise<unknown> =>
  trx.deleteFrom('pseudonyms').where('pseudonym', '=', anyOf(faces)).execute();

/** One face and the way back to it. */
export async function deleteFace(
  trx: Database,
  face: { pseudonym: Pseudonym; participantId: ParticipantId; reference: Buffer },
): Promise<void> {
  await deletePseudonyms(trx, [face.pseudonym]);
  await trx
    .deleteFrom('participant_pseudonyms')
    .where('participant_id', '=', face.participantId)
    .where('sealed_pseudonym', '=', face.reference)
    .execute();
}

/** Everybody there is, with what their words are checked by. */
export const listEverybody = async (
  db: Database,
): Promise<{ id: ParticipantId; phrase_hash: string | null }[]> =>
  db
    .selectFrom('participants')
    .select(['id', 'phrase_hash'])
    .$narrowType<{ id: ParticipantId }>()
    .execute();

export const listSessions = async (db: Database): Promise<Buffer[]> =>
  (await db.selectFrom('participant_sessions').select('id_hash').execute()).map(
    ({ id_hash }) => id_hash,
  );

/** The words open nothing any more. */
export const dropPhrase = async (db: Database, id: ParticipantId): Promise<void> =>
  void (await db
    .updateTable('participants')
    .set({ phrase_bucket: null, phrase_hash: null, phrase_noted: false })
    .where('id', '=', id)
    .execute());
