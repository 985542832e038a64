/** Many at once: false calls around a real one (TRUST attack 27), and many hands that answer (28). */
import { expect, test } from 'vitest';
import { seconds } from '#platform/clock';
import { db, inTransaction, sql } from '#platform/db';
import {
  answerContact,
  auditContacts,
  deskOf,
  endTalk,
  noteSeen,
  passContact,
} from '#urgent/server';
import { RINGS_AT_ONE } from '../../src/urgent/policy.ts';
import { useNightClock } from '../support/clock.ts';
import { statementsOf } from '../support/statements.ts';
import { aCaller, aSecondPasses, contactRow, ringingFor } from '../support/contacts.ts';
import { onDutyAt, type OnDuty } from '../support/staff.ts';
import { aTown } from '../support/towns.ts';

const STEP_S = 5;

/** Answers whoever is first in line, and hangs up on who has said nothing for a quarter of a minute. */
async function works({ viewer }: OnDuty, now: Date): Promise<void> {
  const { rings, talks } = await deskOf(viewer);
  for (const talk of talks)
    if (talk.since + seconds(15) <= now.getTime()) await endTalk(viewer, talk.contactId);
  for (const ring of rings) if ((await answerContact(viewer, ring.contactId)).is === 'full') return;
}

const mostTalksOfAnybody = async (): Promise<number> => {
  const rows = await db.selectFrom('talks_by_account').select('talking').execute();
  return Math.max(0, ...rows.map(({ talking }) => talking ?? 0));
};

/** Milliseconds from each press to its first ring. */
async function waitsForRing(contactIds: string[]): Promise<number[]> {
  const rows = await db
    .selectFrom('contact_events as e')
    .innerJoin('contacts as c', 'c.id', 'e.contact_id')
    .select(({ fn }) => ['c.created_at', fn.min('e.at').as('rung_at')])
    .where('e.kind', '=', 'rang')
    .where('c.id', 'in', contactIds)
    .groupBy(['c.id', 'c.created_at'])
    .execute();
  return rows.map((row) => row.rung_at.getTime() - row.created_at.getTime());
}

test('three hundred false calls in ten minutes refuse nobody: who means it rings at a desk within a minute, no desk has too many', async () => {
  const clock = useNightClock();
  const town = await aTown();
  const staff = await Promise.all([town.own, town.nearby, town.centre].map((id) => onDutyAt(id)));
  const pressed: string[] = [];
  const meant: string[] = [];
  for (let second = 0; second < 600; second += STEP_S) {
    while (pressed.length < (second + STEP_S) / 2)
      pressed.push((await aCaller(town, { words: '' })).contactId);
    if (second % 120 === 60) meant.push((await aCaller(town)).contactId);
    for (const one of staff) await works(one, clock.now);
    clock.advance(seconds(STEP_S));
    for (const one of staff) await one.acknowledges();
    for (const contactId of meant) await noteSeen(contactId);
    await aSecondPasses();
    expect(await mostTalksOfAnybody()).toBeLessThanOrEqual(2);
    expect(await auditContacts(db, clock.now)).toEqual([]);
  }
  expect(new Set(pressed).size).toBe(300);
  const waits = await waitsForRing(meant);
  expect(waits).toHaveLength(meant.length);
  expect(Math.max(...waits)).toBeLessThanOrEqual(seconds(60));
});

test('of fifty answers at once, five for each of ten people, each has one; whoever came later hears who it is', async () => {
  const clock = useNightClock();
  const town = await aTown();
  const staff = await Promise.all(
    Array.from({ length: 5 }, () => onDutyAt(town.own, { capacity: 3 })),
  );
  const callers = await Promise.all(Array.from({ length: 10 }, () => aCaller(town)));
  const answers = await Promise.all(
    callers.flatMap(({ contactId }) => staff.map(({ viewer }) => answerContact(viewer, contactId))),
  );
  const counts = Map.groupBy(answers, ({ is }) => is);
  expect(counts.get('answered')).toHaveLength(callers.length);
  for (const taken of counts.get('taken') ?? []) expect(taken).toMatchObject({ by: 'ゆき' });
  expect([...counts.keys()]).not.toContain('not_found');
  for (const { contactId } of callers) {
    expect(await contactRow(contactId)).toMatchObject({ state: 'talking' });
    expect(await ringingFor(contactId)).toEqual([]);
  }
  expect(await mostTalksOfAnybody()).toBeLessThanOrEqual(3);
  expect(await auditContacts(db, clock.now)).toEqual([]);
});

/** A desk with room for one talk, which it has, and `length` people in line for it. */
async function aLine(length: number) {
  const town = await aTown();
  const staff = await onDutyAt(town.own, { capacity: 1 });
  const talk = await aCaller(town);
  await answerContact(staff.viewer, talk.contactId);
  const { contactId: first } = await aCaller(town);
  await othersLike(first, length - 1);
  const inLine = await db
    .selectFrom('contacts')
    .select('id')
    .where('code5', '=', town.code5)
    .where('state', '=', 'waiting')
    .orderBy('created_at')
    .execute();
  return { staff, talk, inLine: inLine.map(({ id }) => id) };
}

/** They come one millisecond after another, and ring where the first does. */
const othersLike = (first: string, count: number) =>
  sql`
    with others as (
      insert into contacts (pseudonym, pref_code, code5, state, route, stage, stage_due_at, due_at, seen_at, created_at)
      select pseudonym, pref_code, code5, state, route, stage, stage_due_at, due_at, seen_at, created_at + n * interval '1 ms'
      from contacts, generate_series(1, ${count}::integer) n where id = ${first}::uuid returning id)
    insert into offers (contact_id, account_id, window_id, stage, offered_at)
    select others.id, account_id, window_id, stage, offered_at
    from others, offers where contact_id = ${first}::uuid and state = 'ringing'`.execute(db);

const ringingAt = async ({ viewer }: OnDuty): Promise<string[]> => {
  const { rings } = await deskOf(viewer);
  return rings.map((ring) => ring.contactId);
};

/** Statements that the looks send while a place frees, is rung for and is taken again. */
async function workOfOneTurn(length: number): Promise<number> {
  const { staff, talk, inLine } = await aLine(length);
  await aSecondPasses();
  const sent = await statementsOf(async () => {
    await endTalk(staff.viewer, talk.contactId);
    await aSecondPasses();
    expect(await ringingAt(staff)).toEqual(inLine.slice(0, RINGS_AT_ONE));
    await answerContact(staff.viewer, inLine[0] ?? '');
    await aSecondPasses();
    expect(await ringingAt(staff)).toEqual([]);
  });
  await staff.goes();
  return sent.length;
}

test('a place that frees is rung for by the first ten in line: with a thousand waiting that is no more work than with ten', async () => {
  useNightClock();
  const ofTen = await workOfOneTurn(10);
  const ofThousand = await workOfOneTurn(1_000);
  expect(ofThousand).toBeLessThanOrEqual(ofTen * 1.2);
});

test('a desk that fills stops ringing for five hundred within a look, by a few statements for each fifty', async () => {
  useNightClock();
  const town = await aTown();
  const staff = await onDutyAt(town.own, { capacity: 1 });
  const { contactId } = await aCaller(town);
  await othersLike(contactId, 500);
  await answerContact(staff.viewer, contactId);
  const sent = await statementsOf(aSecondPasses);
  expect(await ringingAt(staff)).toEqual([]);
  expect(sent.length).toBeLessThanOrEqual(150);
});

test('of more than one look takes that ring in vain, the next looks take the rest', async () => {
  const clock = useNightClock();
  const town = await aTown();
  const staff = await onDutyAt(town.own);
  const { contactId } = await aCaller(town);
  await othersLike(contactId, 1_200);
  await staff.goes();
  clock.advance(seconds(1));
  const stillRinging = async () => (await ringIds(staff)).length;
  await aSecondPasses();
  expect(await stillRinging()).toBe(701);
  await aSecondPasses();
  await aSecondPasses();
  expect(await stillRinging()).toBe(0);
});

const ringIds = ({ viewer: { accountId } }: OnDuty) =>
  db
    .selectFrom('offers')
    .select('contact_id')
    .where('account_id', '=', accountId)
    .where('state', '=', 'ringing')
    .execute();

test('a desk at which five hundred ring is sent the first of them and how many they are; who waits elsewhere likewise', async () => {
  useNightClock();
  const town = await aTown();
  const staff = await onDutyAt(town.own);
  const { contactId: first } = await aCaller(town);
  await othersLike(first, 499);
  const passed = await aCaller(town);
  await passContact(staff.viewer, passed.contactId);
  await othersLike(passed.contactId, 99);
  const { rings, ringsFrom, waiting } = await deskOf(staff.viewer);
  expect(rings).toHaveLength(20);
  expect(rings[0]?.contactId).toBe(first);
  expect(ringsFrom).toEqual(new Map([[null, 500]]));
  expect(waiting.count).toBe(100);
  expect(waiting.first).toHaveLength(20);
  expect(waiting.first[0]?.contactId).toBe(passed.contactId);
});

test('a talk that somebody holds for long keeps nobody waiting', async () => {
  const clock = useNightClock();
  const town = await aTown();
  const staff = await onDutyAt(town.own);
  const { contactId: held } = await aCaller(town);
  await answerContact(staff.viewer, held);
  const { contactId } = await aCaller(town);
  await staff.goes();
  clock.advance(seconds(61));
  await inTransaction(async (trx) => {
    await sql`select from contacts where id = ${held}::uuid for update`.execute(trx);
    await aSecondPasses();
    expect(await contactRow(contactId)).toMatchObject({ state: 'waiting' });
  });
  await aSecondPasses();
  expect(await contactRow(held)).toMatchObject({ state: 'waiting', lost_at: clock.now });
});
