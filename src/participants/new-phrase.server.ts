/** Six new words for somebody, and what is stored of them. */
import { randomInt } from 'node:crypto';
import { minutes, now } from '#platform/clock';
import { db } from '#platform/db';
import { keyedHash } from '#platform/secrets';
import { bury } from '#platform/tombstones';
import type { ParticipantId } from './index.ts';
import { choosePhrase } from './phrase.ts';
import { PHRASE_SHOWN_MINUTES } from './promises.ts';
import { findParticipantsInBucket } from './phrase-queries.server.ts';
import { hashPhrase, inTurn } from './slow-hash.server.ts';

interface NewPhrase {
  words: string[];
  row: { phrase_bucket: Buffer; phrase_hash: string };
}

/** Not stored yet. `busy`: too many are being made. */
export async function newPhrase(): Promise<NewPhrase | 'busy'> {
  const words = await chooseFreePhrase();
  const hash = await inTurn(() => hashPhrase(words));
  if (hash === 'busy') return 'busy';
  return { words, row: { phrase_bucket: bucketOf(words), phrase_hash: hash } };
}

/** Before words are replaced: no restored backup opens to them again. */
export const buryPhrase = async (hash: string | null | undefined): Promise<void> => {
  if (hash) await bury('phrase', hash);
};

export const bucketOf = (words: string[]): Buffer =>
  keyedHash('phrase-bucket', words.slice(0, 2).join(' '));

/** Words whose first two nobody else has, so that coming back costs one hash. */
async function chooseFreePhrase(): Promise<string[]> {
  const words = choosePhrase(randomInt);
  const taken = await findParticipantsInBucket(db, bucketOf(words));
  return taken.length === 0 ? words : chooseFreePhrase();
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

export function rememberShown(id: ParticipantId, { words, row }: NewPhrase): void {
  for (const [known, { until }] of shown)
    if (until <= now() || shown.size >= MOST_SHOWN) shown.delete(known);
  const until = new Date(now().getTime() + SHOWN_FOR);
  shown.set(id, { words, hash: row.phrase_hash, until });
}

/** The words this process showed within the last minutes, while they are those that hold. */
export function stillShown(id: ParticipantId, hash: string | null): string[] | undefined {
  const again = shown.get(id);
  return again && again.until > now() && again.hash === hash ? again.words : undefined;
}

export const forgetShown = (id: ParticipantId): void => void shown.delete(id);
