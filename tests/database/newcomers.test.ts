/** Somebody new at the door: work lets them in at once, without it they wait; nobody is refused, and who is known does neither. */
import { hashRaw } from '@node-rs/argon2';
import { describe, expect, test } from 'vitest';
import { PROOF_HASH, zeroBits } from '#participants/proof';
import { awaitNewcomer, effortFor } from '#participants/server';
import { newFormToken, takeSignUp } from '#signup/server';
import { days, later, minutes, now } from '#platform/clock';
import { useFakeClock } from '../support/clock.ts';
import { anOccurrence } from '../support/schedule.ts';
import { signedUp } from '../support/signup.ts';

/** As the page's script works, by the faster of two hands. */
async function proofFor(token: string, effort: number): Promise<string> {
  const { memoryKiB, passes, bytes } = PROOF_HASH;
  const cost = { memoryCost: memoryKiB, timeCost: passes, parallelism: 1, outputLen: bytes };
  for (let counter = 0; ; counter += 1) {
    const hash = await hashRaw(String(counter), { ...cost, salt: Buffer.from(token) });
    if (zeroBits(hash) >= effort) return String(counter);
  }
}

async function waited(act: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await act();
  return performance.now() - from;
}

/** What whoever did nothing waits at least; who waits less than half of it did not wait. */
const WAIT_MS = 1_900;
const AT_ONCE_MS = WAIT_MS / 2;

describe('somebody new', () => {
  test('who has done the work comes in at once; who has not waits', async () => {
    const address = '192.0.2.20';
    const token = newFormToken();
    const proof = await proofFor(token, effortFor(address));
    expect(await waited(() => awaitNewcomer(address, { token, proof }))).toBeLessThan(AT_ONCE_MS);
    const none = { token: newFormToken(), proof: '' };
    expect(await waited(() => awaitNewcomer(address, none))).toBeGreaterThan(WAIT_MS);
  });

  test('who sends the work of another form, or the same work twice, waits', async () => {
    const token = newFormToken();
    const proof = await proofFor(token, 3);
    await awaitNewcomer('192.0.2.21', { token, proof });
    const again = waited(() => awaitNewcomer('192.0.2.22', { token, proof }));
    const taken = waited(() => awaitNewcomer('192.0.2.23', { token: newFormToken(), proof: '' }));
    expect(await again).toBeGreaterThan(WAIT_MS);
    expect(await taken).toBeGreaterThan(WAIT_MS);
  });

  test('from where many come does more, a neighbouring network no more than ever, and after a while it is as before', async () => {
    const clock = useFakeClock('2026-11-21T09:00:00Z');
    const crowd = '198.51.100.9';
    const coming = Array.from({ length: 12 }, async () => {
      const token = newFormToken();
      await awaitNewcomer(crowd, { token, proof: await proofFor(token, 7) });
    });
    await Promise.all(coming);
    expect(effortFor('198.51.100.77')).toBe(5);
    expect(effortFor('198.51.101.9')).toBe(3);
    clock.advance(minutes(10));
    expect(effortFor(crowd)).toBe(3);
  });
});

const formOf = (words: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(words)) form.set(name, value);
  return form;
};

const TOMORROW = { starts_at: later(now(), days(1)) };

describe('the form', () => {
  test('of somebody known, or with something to mend, is answered at once', async () => {
    const id = await anOccurrence(TOMORROW);
    const other = await anOccurrence(TOMORROW);
    const { viewer } = await signedUp(id);
    const filled = formOf({ formToken: newFormToken(), nickname: 'そら' });
    const known = () => takeSignUp(viewer, other, filled, { address: '192.0.2.31' });
    expect(await waited(known)).toBeLessThan(AT_ONCE_MS);
    const unnamed = formOf({ formToken: newFormToken(), nickname: '' });
    const wrong = () => takeSignUp(null, other, unnamed, { address: '192.0.2.32' });
    expect(await waited(wrong)).toBeLessThan(AT_ONCE_MS);
  });

  test('whose token is none of ours costs nobody any work, however it is made', async () => {
    const id = await anOccurrence(TOMORROW);
    const address = '203.0.113.34';
    for (const formToken of ['', 'x', 'ﾀ'.repeat(200), `${newFormToken()}x`]) {
      const filled = formOf({ formToken, nickname: 'そら', proof: '1' });
      const answer = await takeSignUp(null, id, filled, { address });
      expect(answer).toMatchObject({ refused: { refusal: 'form_expired' } });
    }
    for (let n = 0; n < 6; n += 1)
      await takeSignUp(null, id, formOf({ formToken: `${n}`, nickname: 'そら' }), { address });
    expect(effortFor(address)).toBe(3);
  });

  test('of somebody new without the work is taken all the same', async () => {
    const id = await anOccurrence(TOMORROW);
    const filled = formOf({ formToken: newFormToken(), nickname: 'そら' });
    expect(await takeSignUp(null, id, filled, { address: '192.0.2.33' })).toMatchObject({
      receipt: expect.any(String) as string,
    });
  });
});
