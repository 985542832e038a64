/** Many letters from one network: each comes slower than the one before, none is refused, and nobody else waits. */
import { expect, test } from 'vitest';
import { minutes, now } from '#platform/clock';
import { db, sql } from '#platform/db';
import { awaitLetter, deskOf, noteSource } from '#urgent/server';
import { useNightClock } from '../support/clock.ts';
import { aCaller, aLetterAt, aSecondPasses, contactRow } from '../support/contacts.ts';
import { onDutyAt } from '../support/staff.ts';
import { aTown } from '../support/towns.ts';

async function waited(address: string): Promise<number> {
  const from = performance.now();
  await awaitLetter(address);
  return performance.now() - from;
}

const WAIT_MS = 450;

test('the first from a network are taken at once, the next after a while, those from elsewhere at once', async () => {
  const clock = useNightClock();
  const crowd = '198.51.100.9';
  for (let n = 0; n < 6; n += 1) expect(await waited(crowd)).toBeLessThan(WAIT_MS);
  expect(await waited(crowd)).toBeGreaterThan(WAIT_MS);
  expect(await waited('198.51.101.9')).toBeLessThan(WAIT_MS);
  clock.advance(minutes(30));
  expect(await waited(crowd)).toBeLessThan(WAIT_MS);
});

test('at the desk they stand together, so that whoever writes from elsewhere is not lost among them', async () => {
  useNightClock();
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

/** They fell due a day ago, and each look at one fails: where it goes cannot be read. */
const unreadable = (like: string, count: number) =>
  sql`
    insert into contacts (pseudonym, pref_code, state, route, stage, due_at, seen_at, created_at, answer_by)
    select pseudonym, pref_code, 'message', '[{}]', 0, due_at - interval '1 day', seen_at, created_at, created_at
    from contacts, generate_series(1, ${count}::integer) where id = ${like}::uuid`.execute(db);

test('whoever calls is looked at however many letters fell due before, though none of those can be', async () => {
  const clock = useNightClock();
  const { contactId } = await aCaller(await aTown());
  await unreadable(contactId, 500);
  clock.advance(minutes(1));
  await aSecondPasses();
  expect(Number((await contactRow(contactId)).due_at)).toBeGreaterThan(Number(clock.now));
});
