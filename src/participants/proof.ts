/**
 * Work that a device does before somebody new is made, so that a flood costs whoever sends it: hashes of `counter` with the
 * form's token as salt, until one begins with enough zero bits. Argon2id, for fast chips gain little by it.
 */

export const PROOF_HASH = { memoryKiB: 1_024, passes: 1, bytes: 16 } as const;

/** Eight hashes on average: a second on an old telephone. */
const BITS_ALWAYS = 3;
const BITS_AT_MOST = 7;
const NEWCOMERS_PER_BIT = 6;

/** Zero bits asked for where so many came from one network of late; many share one, so it rises slowly and has an end. */
export const effortAfter = (newcomers: number): number =>
  Math.min(BITS_ALWAYS + Math.floor(newcomers / NEWCOMERS_PER_BIT), BITS_AT_MOST);

/** Zero bits that a hash begins with. */
export function zeroBits(hash: Uint8Array): number {
  const first = hash.findIndex((byte) => byte !== 0);
  return first === -1 ? hash.length * 8 : first * 8 + Math.clz32(hash[first] ?? 0) - 24;
}

/** What of a posted proof is a counter; anything else proves nothing. */
export const isCounter = (proof: string): boolean => /^\d{1,9}$/u.test(proof);
