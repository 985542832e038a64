/** Letters from one network slow each other down and are never refused; a family, an office, a village meets none of it. */
import { setTimeout as pause } from 'node:timers/promises';
import { minutes } from '#platform/clock';
import { delayAfter } from '#platform/delay';
import { networkBucket, Recently } from '#platform/lines';

const FREE = 6;
const lettersFrom = new Recently(minutes(30));

/** Resolves when one more letter from there may be taken. */
export async function awaitLetter(address: string): Promise<void> {
  const network = networkBucket(address);
  const before = lettersFrom.count(network);
  lettersFrom.note(network);
  await pause(delayAfter(before, FREE));
}
