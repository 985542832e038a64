/** A person is deleted with everything that was theirs: at their own wish, or when they have not come for long. */
import { now } from '#platform/clock';
import { brokenConstraint, db, inTransaction, type AfterCommit, type Database } from '#platform/db';
import { log } from '#platform/log';
import { disconnectRoom } from '#platform/realtime/server';
import { bury, type IsBuried } from '#platform/tombstones';
import { addDays, localDate, type LocalDate } from '#platform/tokyo';
import {
  deletePerson,
  dropPhrase,
  listEverybody,
  listIdle,
  listSessions,
  listSessionsOf,
  lockFaces,
  lockPerson,
  type LastUsed,
} from './forgetting-queries.server.ts';
import { endBuriedCalendars } from './calendar-secrets.server.ts';
import type { Face, ParticipantId, ParticipantViewer } from './index.ts';
import { forgetShown } from './new-phrase.server.ts';
import { IDLE_KEPT_DAYS } from './promises.ts';
import { facesOf } from './pseudonyms.server.ts';
import { deleteSession } from './device-queries.server.ts';

/** What a feature holds of people under their faces. */
export interface Holding {
  /** Whether something is to come for which these faces are expected back: then nobody is idle. */
  awaits?(trx: Database, faces: Face[], at: Date): Promise<boolean>;
  /** First of all: whether they are kept out somewhere, and stay so at these devices, named as their sockets are. */
  keepOut?(trx: Database, faces: Face[], sessions: string[]): Promise<boolean>;
  /** Ends, gives back and deletes what is theirs. No row may refer to these faces afterwards. */
  forget(trx: Database, faces: Face[], afterCommit: AfterCommit): Promise<void>;
}

/**
 * 「すべて消す」: all of it or nothing, at once; every device of theirs is signed out. `kept_out`: somewhere they are kept out,
 * so each device keeps its cookie, by which it stays kept out.
 */
export const forgetPerson = (
  { participantId }: Pick<ParticipantViewer, 'participantId'>,
  holdings: Holding[],
): Promise<'forgotten' | 'kept_out' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    if (!(await lockPerson(trx, participantId))) return 'not_found';
    const keptOut = await forgetHeld(trx, participantId, holdings, afterCommit);
    await bury('participant', participantId);
    return keptOut ? 'kept_out' : 'forgotten';
  });

/** Whether an act failed because its person was deleted at that very moment, from another tab perhaps. */
export const saysPersonGone = (error: unknown): boolean =>
  PERSON_GONE.has(brokenConstraint(error) ?? '');

const PERSON_GONE = new Set([
  'participant_pseudonyms_participant',
  'signups_pseudonym',
  'standing_signups_pseudonym',
  'room_members_pseudonym',
]);

/**
 * Deletes whoever last came more than IDLE_KEPT_DAYS days ago and is expected nowhere, each in a transaction of their own:
 * two processes share the work, and one person who cannot be deleted keeps nobody else. Answers how many were.
 */
export async function forgetIdlePeople(holdings: Holding[], at = now()): Promise<number> {
  const before = addDays(localDate(at), -IDLE_KEPT_DAYS);
  let forgotten = 0;
  let seen: LastUsed | undefined;
  do {
    const people = await listIdle(db, { before, after: seen, most: MOST_AT_ONCE });
    for (const { id } of people)
      if (await safely(() => forgetIdle(id, { before, at }, holdings))) forgotten += 1;
    seen = people.at(-1);
  } while (seen);
  return forgotten;
}

/** After a restore: whoever, and whatever of theirs, was deleted since the backup goes again. */
export async function forgetBuried(holdings: Holding[], isBuried: IsBuried): Promise<void> {
  for (const { id, phrase_hash } of await listEverybody(db))
    if (isBuried('participant', id)) await forgetPerson({ participantId: id }, holdings);
    else if (phrase_hash && isBuried('phrase', phrase_hash)) await dropPhrase(db, id);
  for (const idHash of await listSessions(db))
    if (isBuried('device', idHash.toString('hex'))) await deleteSession(db, idHash);
  await endBuriedCalendars(isBuried);
}

const MOST_AT_ONCE = 500;

const forgetIdle = (
  id: ParticipantId,
  { before, at }: { before: LocalDate; at: Date },
  holdings: Holding[],
): Promise<boolean> =>
  inTransaction(async (trx, afterCommit) => {
    // Whoever comes back at this moment, or is deleted by another process, is passed by.
    if (!(await lockPerson(trx, id, { lastUsedBefore: before }))) return false;
    const faces = await facesOf(trx, id);
    for (const { awaits } of holdings) if (await awaits?.(trx, faces, at)) return false;
    await forgetHeld(trx, id, holdings, afterCommit);
    return true;
  });

async function forgetHeld(
  trx: Database,
  id: ParticipantId,
  holdings: Holding[],
  afterCommit: AfterCommit,
): Promise<boolean> {
  const faces = await facesOf(trx, id);
  const worn = faces.map(({ pseudonym }) => pseudonym);
  // What another act of theirs is writing stands first, and is then found; what would begin now finds them gone.
  await lockFaces(trx, worn);
  const sessions = await listSessionsOf(trx, id);
  let keptOut = false;
  for (const { keepOut } of holdings) keptOut = (await keepOut?.(trx, faces, sessions)) || keptOut;
  for (const { forget } of holdings) await forget(trx, faces, afterCommit);
  await deletePerson(trx, id, worn);
  afterCommit(() => {
    forgetShown(id);
    for (const key of sessions) disconnectRoom('/participant', `session:${key}`);
  });
  return keptOut;
}

async function safely(forget: () => Promise<boolean>): Promise<boolean> {
  try {
    return await forget();
  } catch (error) {
    log.error({ err: error }, 'a person who comes no more could not be deleted; tried again daily');
    return false;
  }
}
