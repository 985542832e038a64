import { argon2id } from '@noble/hashes/argon2.js';
import { hashRaw } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { effortAfter, isCounter, PROOF_HASH, zeroBits } from './proof.ts';

test('work is always asked for, more where many come, and never without end', () => {
  const asked = Array.from({ length: 40 }, (_, newcomers) => effortAfter(newcomers));
  expect(asked[0]).toBe(3);
  expect(asked.at(-1)).toBe(7);
  expect(asked).toEqual([...asked].sort((a, b) => a - b));
});

test('zero bits are counted from the first byte on', () => {
  expect(zeroBits(Uint8Array.of(0x80, 0))).toBe(0);
  expect(zeroBits(Uint8Array.of(0x01, 0xff))).toBe(7);
  expect(zeroBits(Uint8Array.of(0, 0x10, 0))).toBe(11);
  expect(zeroBits(Uint8Array.of(0, 0))).toBe(16);
});

test.each(['', '-1', '1.5', '1e3', ' 1', '0x1', '9'.repeat(10), 'null'])(
  '%j is no counter',
  (text) => expect(isCounter(text)).toBe(false),
);

test('the browser and the portal make the same hash', async () => {
  const { memoryKiB, passes, bytes } = PROOF_HASH;
  const token = 'token-of-the-form.mfx1.mark';
  const ours = await hashRaw('17', {
    salt: Buffer.from(token),
    memoryCost: memoryKiB,
    timeCost: passes,
    parallelism: 1,
    outputLen: bytes,
  });
  const theirs = argon2id('17', token, { m: memoryKiB, t: passes, p: 1, dkLen: bytes });
  expect(Buffer.from(theirs).toString('hex')).toBe(ours.toString('hex'));
});
