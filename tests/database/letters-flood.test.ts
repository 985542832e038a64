/** Many letters from one network: each comes slower than the one before, none is refused, and nobody else waits. */
import { expect, test } from 'vitest';
import { minutes, now } from '#platform/clock';
import { awaitLetter, deskOf, noteSource } from '#urgent/server';
import { useFakeClock } from '../support/clock.ts';
import { aLetterAt, aTown, onDutyAt } from '../support/urgent.ts';

async function waited(address: string): Promise<number> {
  const from = performance.now();
  await awaitLetter(address);
  return performance.now() - from;
}

const WAIT_MS = 450;

test('the first from a network are taken at once, the next after a while, those from elsewhere at once', async () => {
  const clock = useFakeClock('2026-11-26T23:00:00+09:00');
  const crowd = '198.51.100.9';
  for (let n = 0; n < 6; n += 1) expect(await waited(crowd)).toBeLessThan(WAIT_MS);
  expect(await waited(crowd)).toBeGreaterThan(WAIT_MS);
  expect(await waited('198.51.101.9')).toBeLessThan(WAIT_MS);
  clock.advance(minutes(30));
  expect(await waited(crowd)).toBeLessThan(WAIT_MS);
});

test('at the desk they stand together, so that whoever writes from elsewhere is not lost among them', async () => {
  useFakeClock('2026-11-26T23:00:00+09:00');
  const town = await aTown();
  const staff = await onDutyAt(town.own);
  for (let n = 0; n < 6; n += 1) noteSource(await aLetterAt(town.own, null), '192.0.2.7');
  const alone = await aLetterAt(town.own, null);
  noteSource(alone, '203.0.113.4');
  const { letters } = await deskOf(staff.viewer);
  expect(new Set(letters.map(({ group }) => group)).size).toBe(2);
  expect(letters.filter(({ group }) => group === null)).toMatchObject([{ contactId: alone }]);
  expect(letters.every(({ answerBy }) => answerBy > now().getTime())).toBe(true);
});
