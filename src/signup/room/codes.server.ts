/** Whoever was put out and signs up again under another name: a host may ask for a number that only they give. */
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { AccountViewer } from '#accounts';
import { Failures } from '#platform/failures';
import { db, inTransaction, type Database } from '#platform/db';
import { hours } from '#platform/clock';
import { beenIn } from '#rooms/server';
import { lockForSignUp } from '#schedule/server';
import type { Pseudonym } from '#participants';
import { findOwnDate, TO_HOST } from '../own-date.server.ts';
import { CODE_LENGTH, readCode } from './code.ts';
import { deleteCode, findCode, keepCode, listDatesWithCode } from './code-queries.server.ts';

/** The number that whoever comes is asked for; null where nobody is. */
export async function roomCodeOf(
  viewer: AccountViewer,
  occurrenceId: string,
): Promise<{ code: string | null } | 'not_found'> {
  const date = await hostedDate(viewer, occurrenceId);
  return date === 'not_found' ? date : { code: await findCode(db, date.id) };
}

/** A new number, in the place of any before: from now on it is asked of whoever has not been in. */
export const askForCode = (
  viewer: AccountViewer,
  occurrenceId: string,
): Promise<{ code: string } | 'not_found'> =>
  asHost(viewer, occurrenceId, async (trx) => {
    const code = String(randomInt(10 ** CODE_LENGTH)).padStart(CODE_LENGTH, '0');
    await keepCode(trx, occurrenceId, code);
    return { code };
  });

/** Nobody is asked any more. */
export const askForNoCode = (
  viewer: AccountViewer,
  occurrenceId: string,
): Promise<{ code: null } | 'not_found'> =>
  asHost(viewer, occurrenceId, async (trx) => {
    await deleteCode(trx, occurrenceId);
    return { code: null };
  });

async function hostedDate(viewer: AccountViewer, occurrenceId: string) {
  const date = await findOwnDate(viewer, occurrenceId, TO_HOST);
  return date === 'not_found' || !date.hasRoom ? 'not_found' : date;
}

async function asHost<Done>(
  viewer: AccountViewer,
  occurrenceId: string,
  act: (trx: Database) => Promise<Done>,
): Promise<Done | 'not_found'> {
  const date = await hostedDate(viewer, occurrenceId);
  if (date === 'not_found') return date;
  return inTransaction(async (trx) => {
    await lockForSignUp(trx, [date.id]);
    return act(trx);
  });
}

interface Place {
  occurrenceId: string;
  pseudonym: Pseudonym;
}

/** At which of these places the person is asked for the number: nowhere where they have been in once. */
export async function askedForCode<P extends Place>(db: Database, places: P[]): Promise<Set<P>> {
  const wanted = await listDatesWithCode(
    db,
    places.map(({ occurrenceId }) => occurrenceId),
  );
  const asking = places.filter(({ occurrenceId }) => wanted.has(occurrenceId));
  const been = await beenIn(db, asking);
  return new Set(asking.filter((place) => !been.has(place)));
}

/** Undefined where the number is right, or none is asked. */
export async function codeRefusal(
  trx: Database,
  { occurrenceId, pseudonym }: Place,
  typed: string,
): Promise<'code_missing' | 'wrong_code' | undefined> {
  const place = { occurrenceId, pseudonym };
  if ((await askedForCode(trx, [place])).size === 0) return undefined;
  if (readCode(typed) === '') return 'code_missing';
  return readCode(typed) === (await findCode(trx, occurrenceId)) ? undefined : 'wrong_code';
}

const tries = new Failures(hours(1), 5);
/** Who waits, for the answer of the last of them. */
const underWay = new Map<string, Promise<unknown>>();

/**
 * Slow after some tries, never locked; nobody waits who types none. One after the other: whoever sends a thousand at once
 * has a thousand waits before them, and the right number ends them.
 */
export async function inTurnOfTries<Answer>(
  { occurrenceId, pseudonym }: Place,
  typed: string,
  look: () => Promise<Answer>,
): Promise<Answer> {
  if (typed === '') return look();
  const key = `${occurrenceId} ${pseudonym}`;
  const turn = (underWay.get(key) ?? Promise.resolve()).then(async () => {
    await pause(tries.delay(key));
    tries.note(key);
    return look();
  });
  const over = turn.catch(() => undefined);
  underWay.set(key, over);
  try {
    return await turn;
  } finally {
    if (underWay.get(key) === over) underWay.delete(key);
  }
}
