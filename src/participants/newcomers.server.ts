/** Somebody new at the door: work done by their device lets them in at once, without it they wait a little. Nobody is refused. */
import { setTimeout as pause } from 'node:timers/promises';
import { hashRaw } from '@node-rs/argon2';
import { minutes } from '#platform/clock';
import { delayAfter } from '#platform/delay';
import { networkBucket, Recently } from '#platform/lines';
import { effortAfter, isCounter, PROOF_HASH, zeroBits } from './proof.ts';

/** What a form asks of a device: `data-effort` of the page, in zero bits. */
export const effortFor = (address: string): number =>
  effortAfter(newcomersOf.count(networkBucket(address)));

/**
 * Resolves when somebody new may be made: at once with the work of `effortFor`, else after a wait that halves with each bit
 * that was proven. A token's work counts once. Never called for the urgent desk.
 */
export async function awaitNewcomer(
  address: string,
  { token, proof }: { token: string; proof: string },
): Promise<void> {
  const network = networkBucket(address);
  const missing = effortAfter(newcomersOf.count(network)) - (await provenBits(token, proof));
  newcomersOf.note(network);
  await pause(delayAfter(Math.max(missing, 0), 1));
}

/** Argon2id is what `hashRaw` makes unless told. */
async function provenBits(token: string, proof: string): Promise<number> {
  if (!isCounter(proof) || spent.count(token) > 0) return 0;
  spent.note(token);
  const { memoryKiB, passes, bytes } = PROOF_HASH;
  const hash = await hashRaw(proof, {
    salt: Buffer.from(token),
    memoryCost: memoryKiB,
    timeCost: passes,
    parallelism: 1,
    outputLen: bytes,
  });
  return zeroBits(hash);
}

// In this process's memory only: whoever finds another process does no more than the work once more.
const newcomersOf = new Recently(minutes(10));
const spent = new Recently(minutes(10));
