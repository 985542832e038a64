/** The work itself, fetched by whoever begins to fill in a form. */
import { argon2id } from '@noble/hashes/argon2.js';
import { PROOF_HASH, zeroBits } from '#participants/proof';

/** An old telephone in a crowd sends what it has by then. */
const LONGEST_MS = 10_000;

/** The counter whose hash begins with `effort` zero bits, or the best of what there was time for. */
export async function prove(token: string, effort: number): Promise<string> {
  const until = performance.now() + LONGEST_MS;
  let best = { counter: 0, bits: -1 };
  for (let counter = 0; best.bits < effort && performance.now() < until; counter += 1) {
    const bits = zeroBits(hashOf(token, counter));
    if (bits > best.bits) best = { counter, bits };
    // What is typed and tapped meanwhile comes first.
    await new Promise((resume) => setTimeout(resume));
  }
  return String(best.counter);
}

const hashOf = (token: string, counter: number): Uint8Array =>
  argon2id(String(counter), token, {
    m: PROOF_HASH.memoryKiB,
    t: PROOF_HASH.passes,
    p: 1,
    dkLen: PROOF_HASH.bytes,
  });
