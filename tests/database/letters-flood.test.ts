/** Many letters from one network: each comes slower than the one before, none is refused, and nobody else waits. */
import { expect, test } from 'vitest';
import { minutes } from '#platform/clock';
import { db, sql } from '#platform/db';
import {
  awaitLetter,
  deskOf,
  lettersLate,
  noteSource,
  openedLetter,
  openLetter,
} from '#urgent/server';
import { useNightClock } from '../support/clock.ts';
import {
  aCaller,
  aLetterAt,
  aSecondPasses,
  contactRow,
  lettersLike,
  logOf,
} from '../support/contacts.ts';
import { onDutyAt, worksAt } from '../support/staff.ts';
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

test('of a flood from one place a desk is sent a few and how many they are, after whoever writes alone', async () => {
  const clock = useNightClock();
  const town = await aTown();
  const staff = await onDutyAt(town.own);
  const first = await aLetterAt(town.own, null);
  const crowd = [first, ...(await lettersLike(first, 299))];
  for (const id of crowd) noteSource(id, '192.0.2.7');
  clock.advance(minutes(1));
  const alone = await aLetterAt(town.own, null);
  const { letters, lettersFrom } = await deskOf(staff.viewer);
  expect(letters).toHaveLength(6);
  expect(letters.every(({ answerBy }) => answerBy > clock.now.getTime())).toBe(true);
  expect(letters[0]).toMatchObject({ contactId: alone, group: null });
  expect(letters[1]).toMatchObject({ contactId: first, group: 0 });
  expect(lettersFrom).toEqual(
    new Map([
      [null, 1],
      [0, 300],
    ]),
  );
});

test('of however many letters a desk is sent the first twenty, those past their day before all others, and any other of them opens', async () => {
  const clock = useNightClock();
  const town = await aTown();
  const staff = await worksAt(town.own);
  const supervisor = await worksAt(town.own, 'supervisor');
  const first = await aLetterAt(town.own, null);
  await lettersLike(first, 99);
  clock.set((await contactRow(first)).answer_by ?? clock.now);
  const last = await aLetterAt(town.own, null);
  const { letters, lettersFrom } = await deskOf(staff);
  expect(letters.map(({ late }) => late)).toEqual(Array.from({ length: 20 }, () => true));
  expect(lettersFrom).toEqual(new Map([[null, 101]]));
  const { lateLetters } = await deskOf(supervisor);
  expect(lateLetters).toMatchObject({ count: 100, first: { 0: { contactId: first }, length: 5 } });
  expect(await lettersLate(supervisor)).toBe(100);
  expect(letters.map(({ contactId }) => contactId)).not.toContain(last);
  expect(await openLetter(staff, last)).toBe('opened');
  expect(await openedLetter(staff, last)).toMatchObject({ contactId: last, late: false });
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

test('a letter past its day is told of though five hundred before it can never be looked at', async () => {
  const clock = useNightClock();
  const town = await aTown();
  await worksAt(town.own);
  const contactId = await aLetterAt(town.own, null);
  const { due_at: due } = await contactRow(contactId);
  if (due) clock.set(due);
  await unreadable(contactId, 500);
  await aSecondPasses();
  await aSecondPasses();
  expect(await logOf(contactId)).toEqual(['letter_written', 'overdue']);
});
