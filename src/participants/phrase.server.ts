/** The recovery phrase: how a person comes back on another device. */
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { minutes, now } from '#platform/clock';
import type { SessionCookie } from '#platform/cookies';
import { db } from '#platform/db';
import { networkBucket } from '#platform/lines';
import { keyedHash } from '#platform/secrets';
import { startSession } from './device.server.ts';
import { failuresOfNetworks, failuresOfWords } from './failures.server.ts';
import type { ParticipantId, ParticipantViewer } from './index.ts';
import { choosePhrase, readPhrase } from './phrase.ts';
import { PHRASE_SHOWN_MINUTES } from './promises.ts';
import {
  findParticipantsInBucket,
  findPhrase,
  keepPhrase,
  markPhraseNoted,
} from './queries.server.ts';
import { hashPhrase, inTurn, rowOpenedBy } from './slow-hash.server.ts';

/**
 * The viewer's six words, new ones unless this process showed them within the last minutes: a reload shows the same.
 * Once noted they are never shown again.
 */
export const issuePhrase = (
  viewer: ParticipantViewer,
): Promise<string[] | 'already_noted' | 'busy'> => issueOnce(viewer.participantId);

/** "控えました": the words are not shown any more. */
export async function notePhrase(viewer: ParticipantViewer): Promise<void> {
  shown.delete(viewer.participantId);
  await markPhraseNoted(db, viewer.participantId);
}

/** Whether the person said 控えました: then the phrase is not shown again. */
export const phraseIsNoted = async (viewer: ParticipantViewer): Promise<boolean> =>
  (await findPhrase(db, viewer.participantId))?.phrase_noted ?? false;

/** "合言葉をもう一度": new words; the old ones open nothing from now on. */
export const rotatePhrase = (viewer: ParticipantViewer): Promise<string[] | 'busy'> =>
  writeNewPhrase(viewer.participantId);

/** Somebody comes back with six words, as typed. Slow after failures from the same line, never locked. */
export async function recoverByPhrase(
  typed: string,
  address = '',
): Promise<{ viewer: ParticipantViewer; cookie: SessionCookie } | 'unknown' | 'busy'> {
  const words = readPhrase(typed);
  const network = networkBucket(address);
  const bucket = words && bucketOf(words);
  const wordsBucket = bucket?.toString('base64') ?? '';
  await pause(Math.max(failuresOfNetworks.delay(network), failuresOfWords.delay(wordsBucket)));
  const rows = bucket ? await findParticipantsInBucket(db, bucket) : [];
  const found = await inTurn(() => rowOpenedBy(words ?? [], rows));
  if (found === 'busy') return 'busy';
  if (found) return cameBack(found.id as ParticipantId);
  failuresOfNetworks.note(network);
  if (words) failuresOfWords.note(wordsBucket);
  return 'unknown';
}

/** Whoever comes back by the words has them: no view of a receipt may put others in their place. */
async function cameBack(id: ParticipantId) {
  await markPhraseNoted(db, id);
  return startSession(id, 'this_browser_session');
}

interface Shown {
  words: string[];
  hash: string;
  until: Date;
}

// Only spares a reload new words; the stored hash decides whether they still hold.
const shown = new Map<ParticipantId, Shown>();
const SHOWN_FOR = minutes(PHRASE_SHOWN_MINUTES);
const MOST_SHOWN = 5_000;

const issueOnce = onePerPerson(async (id): Promise<string[] | 'already_noted' | 'busy'> => {
  const stored = await findPhrase(db, id);
  if (!stored || stored.phrase_noted) return 'already_noted';
  const again = shown.get(id);
  if (again && again.until > now() && again.hash === stored.phrase_hash) return again.words;
  return writeNewPhrase(id);
});

const writeNewPhrase = onePerPerson(async (id): Promise<string[] | 'busy'> => {
  const words = await chooseFreePhrase();
  const hash = await inTurn(() => hashPhrase(words));
  if (hash === 'busy') return 'busy';
  await keepPhrase(db, id, { phrase_bucket: bucketOf(words), phrase_hash: hash });
  remember(id, { words, hash, until: new Date(now().getTime() + SHOWN_FOR) });
  return words;
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

/** Words whose first two nobody else has, so that coming back costs one hash. */
async function chooseFreePhrase(): Promise<string[]> {
  const words = choosePhrase(randomInt);
  const taken = await findParticipantsInBucket(db, bucketOf(words));
  return taken.length === 0 ? words : chooseFreePhrase();
}

function remember(id: ParticipantId, phrase: Shown): void {
  for (const [known, { until }] of shown)
    if (until <= now() || shown.size >= MOST_SHOWN) shown.delete(known);
  shown.set(id, phrase);
}

const bucketOf = (words: string[]) => keyedHash('phrase-bucket', words.slice(0, 2).join(' '));
