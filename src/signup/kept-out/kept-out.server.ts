/** Who is not to come: an organisation keeps a face out, the operator a person. They get no place, and hold none. */
import type { ParticipantViewer, Pseudonym } from '#participants';
import { barredAmong, barredFaces, facesBarred } from '#participants/server';
import { bannedAmong, facesBanned } from '#rooms/server';
import { lockForSignUp } from '#schedule/server';
import { noticeFor } from '#notices/server';
import { db, inTransaction, type AfterCommit, type Database } from '#platform/db';
import { eachAlone } from '#platform/jobs';
import { giveUp, promoteWaiting } from '../change.server.ts';
import { deleteEveryDate } from '../forgetting-queries.server.ts';
import { listLiveSignups } from '../queries.server.ts';
import { withTheirs } from '../series/together.server.ts';
import { listDatesHeldBy } from './kept-out-queries.server.ts';

export type KeptOut = 'banned' | 'barred';

interface Asking {
  person: ParticipantViewer;
  face: Pseudonym;
  newPerson?: unknown;
}

/** By their faces; whoever has never been here before is kept out by nobody. */
export async function keptOutAmong(
  trx: Database,
  asking: Asking[],
): Promise<Map<Pseudonym, KeptOut>> {
  const known = asking.filter(({ newPerson }) => !newPerson);
  if (known.length === 0) return new Map();
  const people = known.map(({ person }) => person);
  const faces = known.map(({ face }) => face);
  const [barred, banned] = [await barredAmong(trx, people), await bannedAmong(trx, faces)];
  return new Map(
    known.flatMap(({ face, person }): [Pseudonym, KeptOut][] => {
      if (barred.has(person.participantId)) return [[face, 'barred']];
      return banned.has(face) ? [[face, 'banned']] : [];
    }),
  );
}

/**
 * What they hold at dates still to come goes to those who wait, and they come to no series every time any more. The clock
 * looks, so that it makes no difference whether the ban was first or a sign-up that was under way; what was given back
 * stays so when they are let in again.
 */
export async function giveBackOfKeptOut(at: Date): Promise<void> {
  const faces = [...(await facesBanned(at)), ...(await facesBarred(at))];
  if (faces.length === 0) return;
  await deleteEveryDate(db, faces);
  const dates = await listDatesHeldBy(db, faces, at);
  await eachAlone(dates, 'places of who is kept out', (id) =>
    inTransaction((trx, afterCommit) => giveBackAt(trx, id, at, afterCommit)),
  );
}

async function giveBackAt(
  trx: Database,
  occurrenceId: string,
  at: Date,
  afterCommit: AfterCommit,
): Promise<void> {
  const held = await lockForSignUp(trx, await withTheirs(trx, [occurrenceId]));
  const dates = [...held.values()].filter(({ startsAt }) => startsAt > at);
  for (const { id, startsAt } of dates) {
    const signups = await listLiveSignups(trx, id);
    const out = await keptOutNow(
      trx,
      signups.map(({ pseudonym }) => pseudonym),
    );
    const theirs = signups.filter(({ pseudonym }) => out.has(pseudonym));
    await giveUp(trx, theirs, afterCommit, { givenBack: true });
    await noticeFor(trx, [...out], { before: startsAt });
  }
  await promoteWaiting(trx, [...held.keys()], afterCommit);
}

/** By the database as it stands: they may have been let in again since. */
async function keptOutNow(trx: Database, faces: Pseudonym[]): Promise<Set<Pseudonym>> {
  return (await bannedAmong(trx, faces)).union(await barredFaces(trx, faces));
}
