/** The recovery phrase: how a person comes back on another device. */
import { setTimeout as pause } from 'node:timers/promises';
import type { SessionCookie } from '#platform/cookies';
import { db } from '#platform/db';
import { networkBucket } from '#platform/lines';
import { startSession } from './device.server.ts';
import { failuresOfNetworks, failuresOfWords } from './failures.server.ts';
import type { ParticipantId, ParticipantViewer } from './index.ts';
import {
  bucketOf,
  buryPhrase,
  forgetShown,
  newPhrase,
  rememberShown,
  stillShown,
} from './new-phrase.server.ts';
import { readPhrase } from './phrase.ts';
import { takeOver } from './printed-phrase.server.ts';
import {
  findParticipantsInBucket,
  findPhrase,
  keepPhrase,
  markPhraseNoted,
  type PhraseRow,
} from './phrase-queries.server.ts';
import { inTurn, rowOpenedBy } from './slow-hash.server.ts';

/**
 * The viewer's six words, new ones unless this process showed them within the last minutes: a reload shows the same.
 * Once noted they are never shown again.
 */
export const issuePhrase = (
  viewer: ParticipantViewer,
): Promise<string[] | 'already_noted' | 'busy'> => issueOnce(viewer.participantId);

/**
 * "控えました", of the words that stood there: they are not shown any more. `replaced`: another page has shown others since,
 * and nobody is left with words that open nothing.
 */
export async function notePhrase(
  viewer: ParticipantViewer,
  noted: string,
): Promise<'noted' | 'replaced'> {
  const words = readPhrase(noted);
  if (!words || !(await markPhraseNoted(db, viewer.participantId, bucketOf(words))))
    return 'replaced';
  forgetShown(viewer.participantId);
  return 'noted';
}

/** Whether the person said 控えました: then the phrase is not shown again. */
export const phraseIsNoted = async (viewer: ParticipantViewer): Promise<boolean> =>
  (await findPhrase(db, viewer.participantId))?.phrase_noted ?? false;

/** "合言葉をもう一度": new words; the old ones open nothing from now on. */
export const rotatePhrase = (viewer: ParticipantViewer): Promise<string[] | 'busy'> =>
  writeNewPhrase(viewer.participantId);

export interface CameBack {
  viewer: ParticipantViewer;
  cookie: SessionCookie;
  /** The words were on a slip that staff printed: they open nothing any more, and others wait to be written down. */
  renewed: boolean;
}

/** Somebody comes back with six words, as typed. Slow after failures from the same line, never locked. */
export async function recoverByPhrase(
  typed: string,
  address = '',
): Promise<CameBack | 'unknown' | 'busy'> {
  const words = readPhrase(typed);
  const network = networkBucket(address);
  const bucket = words && bucketOf(words);
  const wordsBucket = bucket?.toString('base64') ?? '';
  await pause(Math.max(failuresOfNetworks.delay(network), failuresOfWords.delay(wordsBucket)));
  // Asked for in its turn: a flood of tries takes no connections either.
  const found = await inTurn(async () =>
    rowOpenedBy(words ?? [], bucket ? await findParticipantsInBucket(db, bucket) : []),
  );
  if (found === 'busy') return 'busy';
  const back = found && bucket && (await cameBack(found.id as ParticipantId, bucket, found));
  if (back) return back;
  failuresOfNetworks.note(network);
  if (words) failuresOfWords.note(wordsBucket);
  return 'unknown';
}

/** Whoever comes back by the words has them: no view of a receipt may put others in their place. */
async function cameBack(
  id: ParticipantId,
  bucket: Buffer,
  { phrase_hash, kept_by_staff }: PhraseRow,
): Promise<CameBack | 'busy' | undefined> {
  if (kept_by_staff) {
    const taken = await takeOver(id, phrase_hash);
    if (taken !== 'taken') return taken === 'busy' ? 'busy' : undefined;
  } else await markPhraseNoted(db, id, bucket);
  return { ...(await startSession(id, 'this_browser_session')), renewed: kept_by_staff };
}

const issueOnce = onePerPerson(async (id): Promise<string[] | 'already_noted' | 'busy'> => {
  const stored = await findPhrase(db, id);
  if (!stored || stored.phrase_noted) return 'already_noted';
  return stillShown(id, stored.phrase_hash) ?? writeNewPhrase(id);
});

const writeNewPhrase = onePerPerson(async (id): Promise<string[] | 'busy'> => {
  const phrase = await newPhrase();
  if (phrase === 'busy') return 'busy';
  await buryPhrase((await findPhrase(db, id))?.phrase_hash);
  await keepPhrase(db, id, phrase.row);
  rememberShown(id, phrase);
  return phrase.words;
});

/** Whoever asks again before the answer gets that same answer: nobody alone can fill the queue of slow hashes. */
function onePerPerson<T>(work: (id: ParticipantId) => Promise<T>) {
  const underWay = new Map<ParticipantId, Promise<T>>();
  return (id: ParticipantId): Promise<T> => {
    const present = underWay.get(id);
    if (present) return present;
    const begun = work(id).finally(() => underWay.delete(id));
    underWay.set(id, begun);
    return begun;
  };
}
