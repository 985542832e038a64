/** Argon2id, few at a time: each takes 64 MiB and a processor for a moment. */
import { hash, verify } from '@node-rs/argon2';
import { keyFor } from '#platform/secrets';
import { turns } from '#platform/turns';

const AT_ONCE = 4;
const QUEUE = 40;

const parameters = () => ({
  memoryCost: 64 * 1024,
  timeCost: 3,
  parallelism: 1,
  secret: keyFor('phrase-pepper').export(),
});

export const hashPhrase = (words: string[]): Promise<string> => hash(words.join(' '), parameters());

/** The first of the rows whose hash these words open. With no rows one hash is made all the same: hit and miss cost alike. */
export async function rowOpenedBy<Row extends { phrase_hash: string | null }>(
  words: string[],
  rows: Row[],
): Promise<Row | undefined> {
  if (rows.length === 0) await hashPhrase(words);
  for (const row of rows)
    if (row.phrase_hash && (await verify(row.phrase_hash, words.join(' '), parameters())))
      return row;
  return undefined;
}

/** Runs slow work in its turn, or answers 'busy' when forty wait already. */
export const inTurn = turns(AT_ONCE, QUEUE);
