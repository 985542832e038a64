/**
 * One face per organisation and per contact. Derived with a key outside the database and stored sealed on both sides,
 * so that neither two organisations' exports nor a whole dump tell which faces are one person.
 */
import { now } from '#platform/clock';
import { db, type Database } from '#platform/db';
import { keyedHash, openSeal } from '#platform/secrets';
import { keepBarredUntil, listBarred, listBarredAt } from './barred-queries.server.ts';
import { deleteFace } from './forgetting-queries.server.ts';
import type { Face, ParticipantId, ParticipantViewer, Pseudonym, Scope } from './index.ts';
import {
  findSealedParticipant,
  listBackReferences,
  listSealedParticipants,
} from './face-queries.server.ts';

/** The viewer's face in a scope, also where they have not shown it yet; `appearing` stores it. */
export function derivedPseudonym(viewer: ParticipantViewer, scope: Scope): Pseudonym {
  const bytes = keyedHash('pseudonym', `${scope}|${viewer.participantId}`).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as Pseudonym;
}

/** All scopes in which the viewer has been seen, with the face worn there. */
export const pseudonymsOf = (
  { participantId }: ParticipantViewer,
  database: Database = db,
): Promise<Face[]> => facesOf(database, participantId);

export const facesOf = async (database: Database, id: ParticipantId): Promise<Face[]> =>
  (await listBackReferences(database, id)).map(faceIn);

// Sealed by `appearing` alone, and the seal proves it untouched.
function faceIn(reference: Buffer): Face {
  const [scope, pseudonym] = JSON.parse(openSeal('seal', reference)) as [Scope, Pseudonym];
  return { scope, pseudonym };
}

/** A face that is worn no more is deleted with the way back to it; no row may refer to it any more. */
export async function dropFace(trx: Database, pseudonym: Pseudonym): Promise<void> {
  const sealed = await findSealedParticipant(trx, pseudonym);
  if (!sealed) return;
  const participantId = openSeal('seal', sealed) as ParticipantId;
  const references = await listBackReferences(trx, participantId);
  const reference = references.find((one) => faceIn(one).pseudonym === pseudonym);
  if (reference) await deleteFace(trx, { pseudonym, participantId, reference });
}

/** Keeps whoever wears a face out of sessions' rooms and of sign-ups everywhere until then; the faces they wear. */
export async function barBehind(
  trx: Database,
  pseudonym: Pseudonym,
  until: Date,
): Promise<Pseudonym[]> {
  const participantId = await participantBehind(pseudonym, trx);
  if (!participantId) return [];
  await keepBarredUntil(trx, participantId, until);
  return (await facesOf(trx, participantId)).map((one) => one.pseudonym);
}

/** They may come again. */
export async function letBehind(trx: Database, pseudonym: Pseudonym): Promise<void> {
  const participantId = await participantBehind(pseudonym, trx);
  if (participantId) await keepBarredUntil(trx, participantId, null);
}

/** Whom of these the operator keeps out just now. */
export const barredAmong = (
  trx: Database,
  viewers: ParticipantViewer[],
): Promise<Set<ParticipantId>> =>
  listBarred(
    trx,
    viewers.map(({ participantId }) => participantId),
    now(),
  );

/** Which of these faces are worn by somebody whom the operator keeps out just now. */
export async function barredFaces(trx: Database, faces: Pseudonym[]): Promise<Set<Pseudonym>> {
  const worn = await participantsBehind(faces, trx);
  const barred = await listBarred(trx, [...worn.values()], now());
  return new Set([...worn].filter(([, id]) => barred.has(id)).map(([pseudonym]) => pseudonym));
}

/** Every face of whoever the operator keeps out just now. */
export async function facesBarred(at: Date): Promise<Pseudonym[]> {
  const faces: Face[] = [];
  for (const id of await listBarredAt(db, at)) faces.push(...(await facesOf(db, id)));
  return faces.map(({ pseudonym }) => pseudonym);
}

/** Who wears which of these faces. */
export async function participantsBehind(
  faces: Pseudonym[],
  database: Database,
): Promise<Map<Pseudonym, ParticipantId>> {
  const sealed = faces.length > 0 ? await listSealedParticipants(database, faces) : [];
  return new Map(
    sealed.map((one) => [one.pseudonym, openSeal('seal', one.sealed) as ParticipantId]),
  );
}

/** Who wears a face; only for acts that must reach the whole person. */
export async function participantBehind(
  pseudonym: Pseudonym,
  database: Database = db,
): Promise<ParticipantId | undefined> {
  const sealed = await findSealedParticipant(database, pseudonym);
  return sealed && (openSeal('seal', sealed) as ParticipantId);
}
