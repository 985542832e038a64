/** Hit and miss must cost alike, or the clock tells which logins and phrases exist: counted in slow hashes, not in time. */
import type * as Argon from '@node-rs/argon2';
import { beforeEach, expect, test, vi } from 'vitest';
import { createAccount, signIn } from '#accounts/server';
import { issuePhrase, recoverByPhrase } from '#participants/server';
import { createParticipant } from '../support/participants.ts';

const hashes = vi.hoisted(() => ({ made: 0 }));

vi.mock('@node-rs/argon2', async (original) => {
  const { hash, verify } = await original<typeof Argon>();
  const counted =
    <Given extends unknown[], Made>(work: (...given: Given) => Made) =>
    (...given: Given): Made => {
      hashes.made += 1;
      return work(...given);
    };
  return { hash: counted(hash), verify: counted(verify) };
});

beforeEach(async () => {
  // The first sign-in of a process also makes the hash that unknown logins are held against.
  await signIn({ login: 'nobody-at-all', password: 'x' });
  hashes.made = 0;
});

async function hashesFor(act: () => Promise<unknown>): Promise<number> {
  const before = hashes.made;
  await act();
  return hashes.made - before;
}

test('signing in makes one hash, whether the login is known, the password right, or neither', async () => {
  await createAccount({ login: 'known', displayName: 'ゆり', password: 'あさがお' });
  const tries = [
    { login: 'known', password: 'あさがお' },
    { login: 'known', password: 'ちがう' },
    { login: 'unknown', password: 'あさがお' },
    { login: '', password: '' },
  ];
  for (const one of tries) expect(await hashesFor(() => signIn(one)), one.login).toBe(1);
});

test('coming back makes one hash, whether the phrase is somebody’s, nobody’s or no phrase at all', async () => {
  const { viewer } = await createParticipant();
  const words = await issuePhrase(viewer);
  if (typeof words === 'string') throw new Error(words);
  const [first = '', second = '', ...rest] = words;
  const typed = {
    right: words,
    'right but for the last': [...words.slice(0, 5), rest[3] === 'さくら' ? 'ぶどう' : 'さくら'],
    'in another bucket': [second, first === second ? 'さくら' : first, ...rest],
    'not of the list': ['へのへのもへじ'],
    empty: [],
  };
  for (const [what, given] of Object.entries(typed))
    expect(await hashesFor(() => recoverByPhrase(given.join(' '))), what).toBe(1);
});
