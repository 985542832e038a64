/** One sign-up for several dates: every one from now on, and courses whose dates belong together. */
import { beforeEach, describe, expect, test } from 'vitest';
import { organisationScope, type ParticipantViewer } from '#participants';
import { barBehind, derivedPseudonym } from '#participants/server';
import { DATES_HELD_AHEAD } from '#signup';
import { days, hours, later, minutes, now } from '#platform/clock';
import { db, sql } from '#platform/db';
import { endSeries } from '#schedule/server';
import {
  cancelSignup,
  changeSignup,
  datesBeside,
  mySignups,
  promoteWaiting,
  promoteWhereFree,
  receiptOf,
  signUp,
  signupTasks,
  standingsOf,
  stopStanding,
} from '#signup/server';
import { inTransaction } from '#platform/db';
import { createParticipant } from '../support/participants.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { statementsOf } from '../support/statements.ts';
import { filledForm, signedUp, viewerOf } from '../support/signup.ts';
import { useFakeClock } from '../support/clock.ts';

const WEEK = days(7);
let clock: ReturnType<typeof useFakeClock>;
beforeEach(() => {
  clock = useFakeClock(new Date());
});

/** Weekly from the day after tomorrow on, ten places each. */
async function weeks(
  series_id: string,
  count: number,
  over: { capacity?: number } = {},
): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1)
    ids.push(
      await anOccurrence({ series_id, starts_at: later(now(), days(2) + n * WEEK), ...over }),
    );
  return ids;
}

const heldAt = async (ids: string[]) => {
  const { rows } = await sql<{ nickname: string; state: string; n: number }>`
    select nickname, state, array_position(${ids}::uuid[], occurrence_id) - 1 as n from signups
    where occurrence_id = any(${ids}::uuid[]) order by n, queue_no`.execute(db);
  return rows.map(({ nickname, state, n }) => `${n} ${nickname} ${state}`);
};

/** What the receipt of a sign-up names besides its own date. */
async function besideOf(viewer: ParticipantViewer, signupId: string, ids: string[]) {
  const receipt = await receiptOf(viewer, signupId);
  const beside = receipt && (await datesBeside(viewer, receipt));
  if (!beside) return beside;
  const starts = await db.selectFrom('occurrences').select(['id', 'starts_at']).execute();
  const numberOf = (at: Date) =>
    ids.findIndex((id) => starts.some((one) => one.id === id && +one.starts_at === +at));
  const named = beside.dates.map(
    ({ startsAt, waiting }) => `${numberOf(startsAt)}${waiting ? ' waiting' : ''}`,
  );
  return { every: beside.every, named };
}

const countersOf = async (ids: string[]) => {
  const { rows } = await sql<{ taken: number; waiting: number }>`
    select taken, waiting from occurrences where id = any(${ids}::uuid[])
    order by array_position(${ids}::uuid[], id)`.execute(db);
  return rows.map(({ taken, waiting }) => [taken, waiting]);
};

const clockLooks = async () => {
  await signupTasks.find(({ name }) => name === 'dates-opened')?.run(now());
};

describe('coming every time', () => {
  test('takes places at every date that is open, and the receipt is of the one that was asked at', async () => {
    const ids = await weeks(await aSeries(), 3);
    const [, second = ''] = ids;
    const { viewer, receipt } = await signedUp(second, { every: true });
    expect(await receiptOf(viewer, receipt)).toMatchObject({ occurrence: { id: second } });
    expect(await countersOf(ids)).toEqual([
      [1, 0],
      [1, 0],
      [1, 0],
    ]);
    expect(await standingsOf(viewer)).toMatchObject([{ nickname: 'ひだまり' }]);
  });

  test('is first at each date that opens, in the order in which they said so, also by the first visitor’s own press', async () => {
    const series_id = await aSeries({ sign_up_opens_minutes: 3 * 24 * 60 });
    const ids = await weeks(series_id, 2, { capacity: 2 });
    const [first = '', second = ''] = ids;
    for (const nickname of ['ひだまり', 'そら']) await signedUp(first, { every: true, nickname });
    expect(await countersOf(ids)).toEqual([
      [2, 0],
      [0, 0],
    ]);
    clock.advance(days(6) + minutes(1));
    const outcome = await signedUp(second, { nickname: 'あとから' });
    expect(await receiptOf(outcome.viewer, outcome.receipt)).toMatchObject({
      state: 'waiting',
      position: 1,
    });
    expect(await heldAt([second])).toEqual([
      '0 ひだまり confirmed',
      '0 そら confirmed',
      '0 あとから waiting',
    ]);
  });

  test('holds the next dates, never a year of them; each that passes makes room for one more', async () => {
    const ids = await weeks(await aSeries(), DATES_HELD_AHEAD + 3);
    const { viewer } = await signedUp(ids[0] ?? '', { every: true });
    await clockLooks();
    const held = async () => (await mySignups(viewer)).coming.length;
    expect(await held()).toBe(DATES_HELD_AHEAD);
    clock.advance(days(3));
    await clockLooks();
    expect(await held()).toBe(DATES_HELD_AHEAD);
    expect(await heldAt(ids)).toHaveLength(DATES_HELD_AHEAD + 1);
  });

  test('is said on the receipt with the dates it holds, waited for or not; a single date names no other', async () => {
    const ids = await weeks(await aSeries(), 4, { capacity: 1 });
    const other = await signedUp(ids[2] ?? '', { nickname: 'そら' });
    const { viewer, receipt } = await signedUp(ids[1] ?? '', { every: true });
    expect(await besideOf(viewer, receipt, ids)).toEqual({
      every: true,
      named: ['0', '2 waiting', '3'],
    });
    expect(await besideOf(other.viewer, other.receipt, ids)).toBeUndefined();
    const skipped = (await mySignups(viewer)).coming.find(
      ({ occurrence }) => occurrence.id === ids[3],
    );
    await cancelSignup(viewer, skipped?.id ?? '');
    expect(await besideOf(viewer, receipt, ids)).toMatchObject({ named: ['0', '2 waiting'] });
  });

  test('is seated by the clock where no visitor comes, and once only', async () => {
    const series_id = await aSeries({ sign_up_opens_minutes: 3 * 24 * 60 });
    const ids = await weeks(series_id, 2);
    await signedUp(ids[0] ?? '', { every: true });
    clock.advance(days(6) - minutes(1));
    await clockLooks();
    expect(await heldAt(ids.slice(1))).toEqual([]);
    clock.advance(minutes(1));
    await clockLooks();
    await clockLooks();
    expect(await heldAt(ids.slice(1))).toEqual(['0 ひだまり confirmed']);
  });

  test('seats them at a date that is written only later', async () => {
    const series_id = await aSeries();
    const [first = ''] = await weeks(series_id, 1);
    await signedUp(first, { every: true });
    const added = await anOccurrence({ series_id, starts_at: later(now(), days(20)) });
    await signedUp(added, { nickname: 'あとから' });
    expect(await heldAt([added])).toEqual(['0 ひだまり confirmed', '0 あとから confirmed']);
  });

  test('never makes again what was cancelled', async () => {
    const ids = await weeks(await aSeries(), 3);
    const { viewer } = await signedUp(ids[0] ?? '', { every: true });
    const { coming } = await mySignups(viewer);
    await cancelSignup(viewer, coming[1]?.id ?? '');
    await clockLooks();
    await signedUp(ids[1] ?? '', { nickname: 'あとから' });
    expect(await heldAt([ids[1] ?? ''])).toEqual(['0 ひだまり cancelled', '0 あとから confirmed']);
  });

  test('pressed twice, or sent again without its cookie, is one', async () => {
    const ids = await weeks(await aSeries(), 2);
    const form = filledForm(ids[0] ?? '', { every: true });
    const twice = await Promise.all([signUp(null, form), signUp(null, form)]);
    const again = await signUp(null, form);
    const receipts = [...twice, again].map((one) =>
      typeof one === 'object' && 'receipt' in one ? one.receipt : one,
    );
    expect(new Set(receipts).size).toBe(1);
    expect(await countersOf(ids)).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });

  test('begins from a date that is held already, and leaves its receipt', async () => {
    const ids = await weeks(await aSeries(), 2);
    const { viewer, receipt } = await signedUp(ids[0] ?? '');
    expect(await signUp(viewer, filledForm(ids[0] ?? '', { every: true }))).toMatchObject({
      receipt,
    });
    expect(await countersOf(ids)).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });

  test('is refused like a single one, and then nothing stands', async () => {
    const ids = await weeks(await aSeries({ sign_up_opens_minutes: 60 }), 2);
    const { viewer } = await createParticipant();
    expect(await signUp(viewer, filledForm(ids[0] ?? '', { every: true }))).toBe('not_yet');
    expect(await standingsOf(viewer)).toEqual([]);
  });

  test('ends by the person’s word: with the places they hold, or without', async () => {
    const series_id = await aSeries();
    const ids = await weeks(series_id, 2);
    for (const keep of [true, false]) {
      const { viewer } = await signedUp(ids[0] ?? '', { every: true });
      expect(await stopStanding(viewer, series_id, { keep })).toBe('stopped');
      expect(await standingsOf(viewer)).toEqual([]);
      expect((await mySignups(viewer)).coming).toHaveLength(keep ? 2 : 0);
    }
    const added = await anOccurrence({ series_id, starts_at: later(now(), days(20)) });
    await clockLooks();
    expect(await heldAt([added])).toEqual([]);
  });

  test('given up gives its places to those who wait', async () => {
    const series_id = await aSeries();
    const ids = await weeks(series_id, 2, { capacity: 1 });
    const { viewer } = await signedUp(ids[0] ?? '', { every: true });
    const waiting = await signedUp(ids[1] ?? '', { nickname: 'そら' });
    await stopStanding(viewer, series_id, { keep: false });
    expect(await receiptOf(waiting.viewer, waiting.receipt)).toMatchObject({ state: 'confirmed' });
  });

  test('is nobody else’s to end, and ends with the series', async () => {
    const organisation_id = await anOrganisation();
    const series_id = await aSeries({ organisation_id });
    const [first = ''] = await weeks(series_id, 2);
    const { viewer } = await signedUp(first, { every: true });
    const { viewer: stranger } = await createParticipant();
    for (const id of [series_id, '', 'x'])
      expect(await stopStanding(stranger, id, { keep: false })).toBe('not_found');
    expect(await standingsOf(viewer)).toHaveLength(1);
    await endSeries(await anAccount(organisation_id, 'publisher'), series_id, '終わります');
    await signupTasks.find(({ name }) => name === 'ended-series')?.run(now());
    const { rows } = await sql`select from standing_signups where series_id = ${series_id}`.execute(
      db,
    );
    expect(rows).toEqual([]);
  });

  test('a hundred who come as a date opens find those who come every time before them', async () => {
    const series_id = await aSeries({ sign_up_opens_minutes: 3 * 24 * 60 });
    const ids = await weeks(series_id, 2, { capacity: 5 });
    const [first = '', second = ''] = ids;
    for (const nickname of ['いち', 'に', 'さん']) await signedUp(first, { every: true, nickname });
    clock.advance(days(6));
    await Promise.all([
      ...Array.from({ length: 100 }, () => signUp(null, filledForm(second))),
      clockLooks(),
      clockLooks(),
    ]);
    const held = await heldAt([second]);
    expect(held.slice(0, 3)).toEqual(['0 いち confirmed', '0 に confirmed', '0 さん confirmed']);
    expect(held.filter((one) => one.endsWith('confirmed'))).toHaveLength(5);
    expect(held).toHaveLength(103);
  });

  test('who goes and who comes at the same moment never leaves a place lost or doubled', async () => {
    const series_id = await aSeries();
    const ids = await weeks(series_id, 3, { capacity: 2 });
    const people = await Promise.all(Array.from({ length: 6 }, () => createParticipant()));
    const come = ({ viewer }: { viewer: ParticipantViewer }) =>
      signUp(viewer, filledForm(ids[0] ?? '', { every: true }));
    await Promise.all(people.map(come));
    await Promise.all([
      ...people.slice(0, 3).map(({ viewer }) => stopStanding(viewer, series_id, { keep: false })),
      ...Array.from({ length: 5 }, () => signUp(null, filledForm(ids[1] ?? ''))),
    ]);
    await promoteWhereFree();
    const counted = await countersOf(ids);
    const { rows } = await sql<{ seats: number; queue: number }>`
      select coalesce(sum(party_size) filter (where state = 'confirmed'), 0)::int as seats,
        count(*) filter (where state = 'waiting')::int as queue
      from unnest(${ids}::uuid[]) with ordinality as o (id, n) left join signups g on g.occurrence_id = o.id
      group by n order by n`.execute(db);
    expect(counted).toEqual(rows.map(({ seats, queue }) => [seats, queue]));
    expect(counted.map(([taken]) => taken)).toEqual([2, 2, 2]);
  });
});

describe('a course whose dates belong together', () => {
  const aCourse = async (capacity: number) =>
    weeks(await aSeries({ all_dates: true }), 3, { capacity });

  test('takes places at all remaining dates by one sign-up', async () => {
    const ids = await aCourse(5);
    await signedUp(ids[0] ?? '', { partySize: 2 });
    expect(await countersOf(ids)).toEqual([
      [2, 0],
      [2, 0],
      [2, 0],
    ]);
    clock.advance(days(3));
    await signedUp(ids[1] ?? '', { nickname: 'そら' });
    expect(await countersOf(ids)).toEqual([
      [2, 0],
      [3, 0],
      [3, 0],
    ]);
  });

  test('names on each receipt the others that are still to come', async () => {
    const ids = await aCourse(5);
    const { viewer, receipt } = await signedUp(ids[0] ?? '');
    expect(await besideOf(viewer, receipt, ids)).toEqual({ every: false, named: ['1', '2'] });
    clock.advance(days(10));
    expect(await besideOf(viewer, receipt, ids)).toEqual({ every: false, named: ['2'] });
    clock.advance(days(14));
    expect(await besideOf(viewer, receipt, ids)).toBeUndefined();
  });

  test('waits at all of them where any is full, though others have places', async () => {
    const ids = await aCourse(2);
    await sql`update occurrences set capacity = 1 where id = ${ids[1]}`.execute(db);
    await signedUp(ids[0] ?? '');
    const second = await signedUp(ids[0] ?? '', { nickname: 'そら' });
    expect(await heldAt(ids)).toEqual(
      [0, 1, 2].flatMap((n) => [`${n} ひだまり confirmed`, `${n} そら waiting`]),
    );
    expect((await mySignups(second.viewer)).coming.map(({ state }) => state)).toEqual([
      'waiting',
      'waiting',
      'waiting',
    ]);
  });

  test('is cancelled and given on as one', async () => {
    const ids = await aCourse(1);
    const first = await signedUp(ids[0] ?? '');
    const second = await signedUp(ids[0] ?? '', { nickname: 'そら' });
    const { coming } = await mySignups(first.viewer);
    expect(await cancelSignup(first.viewer, coming[2]?.id ?? '')).toBe('cancelled');
    expect((await mySignups(first.viewer)).coming).toEqual([]);
    expect((await mySignups(second.viewer)).coming.map(({ state }) => state)).toEqual([
      'confirmed',
      'confirmed',
      'confirmed',
    ]);
  });

  test('is joined again whole after it was cancelled', async () => {
    const ids = await aCourse(3);
    const { viewer, receipt } = await signedUp(ids[0] ?? '');
    await cancelSignup(viewer, receipt);
    await signUp(viewer, filledForm(ids[0] ?? ''));
    expect((await mySignups(viewer)).coming).toHaveLength(3);
  });

  test('grows and shrinks at all of its dates or at none', async () => {
    const ids = await aCourse(3);
    await sql`update occurrences set capacity = 2 where id = ${ids[1]}`.execute(db);
    const { viewer, receipt } = await signedUp(ids[0] ?? '');
    const details = { nickname: 'そら', way: 'text' as const };
    expect(await changeSignup(viewer, receipt, { ...details, partySize: 3 })).toBe('full');
    expect(await countersOf(ids)).toEqual([
      [1, 0],
      [1, 0],
      [1, 0],
    ]);
    expect(await changeSignup(viewer, receipt, { ...details, partySize: 2 })).toBe('changed');
    expect((await mySignups(viewer)).coming.map(({ partySize }) => partySize)).toEqual([2, 2, 2]);
  });

  test('moves nobody up at one date alone', async () => {
    const ids = await aCourse(1);
    await signedUp(ids[0] ?? '');
    const { viewer } = await signedUp(ids[0] ?? '', { nickname: 'そら' });
    await sql`update occurrences set capacity = 2 where id = ${ids[0]}`.execute(db);
    await inTransaction((trx, afterCommit) => promoteWaiting(trx, [ids[0] ?? ''], afterCommit));
    expect((await mySignups(viewer)).coming.map(({ state }) => state)).toEqual([
      'waiting',
      'waiting',
      'waiting',
    ]);
    await sql`update occurrences set capacity = 2 where id = any(${ids}::uuid[])`.execute(db);
    await promoteWhereFree();
    expect((await mySignups(viewer)).coming.map(({ state }) => state)).toEqual([
      'confirmed',
      'confirmed',
      'confirmed',
    ]);
  });

  test('refuses a party that one of its dates could never hold', async () => {
    const ids = await aCourse(4);
    await sql`update occurrences set capacity = 2 where id = ${ids[2]}`.execute(db);
    expect(await signUp(null, filledForm(ids[0] ?? '', { partySize: 3 }))).toEqual({
      problems: { partySize: 'party_too_large' },
    });
    expect(await heldAt(ids)).toEqual([]);
  });

  test('is never overbooked and never split by fifty who come at once', async () => {
    const ids = await aCourse(7);
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        signUp(null, filledForm(ids[n % 3] ?? '', { nickname: `${n}` })),
      ),
    );
    expect(outcomes.filter((one) => typeof one === 'object' && 'receipt' in one)).toHaveLength(50);
    expect(await countersOf(ids)).toEqual([
      [7, 43],
      [7, 43],
      [7, 43],
    ]);
    const [one] = outcomes;
    if (typeof one === 'string' || !one || 'problems' in one || !one.cookie)
      throw new Error('none');
    const states = (await mySignups(await viewerOf(one.cookie))).coming.map(({ state }) => state);
    expect(new Set(states).size).toBe(1);
  });
});

test('whoever an organisation keeps out is seated nowhere there, nor comes in by saying every time', async () => {
  const organisation_id = await anOrganisation();
  const series_id = await aSeries({ organisation_id, sign_up_opens_minutes: 3 * 24 * 60 });
  const ids = await weeks(series_id, 2);
  const { viewer } = await signedUp(ids[0] ?? '', { every: true });
  const { accountId } = await anAccount(organisation_id, 'publisher');
  await sql`insert into bans (scope, pseudonym, nickname, reason, made_by, since, until)
    select 'organisation:' || ${organisation_id}::text, pseudonym, 'x', '', ${accountId}, ${now()},
      ${later(now(), days(365))} from standing_signups where series_id = ${series_id}`.execute(db);
  clock.advance(days(6));
  await clockLooks();
  await signedUp(ids[1] ?? '', { nickname: 'そら' });
  expect(await heldAt(ids.slice(1))).toEqual(['0 そら confirmed']);
  expect(await signUp(viewer, filledForm(ids[1] ?? '', { every: true }))).toBe('banned');
});

test('whom the operator keeps out comes every time no more, and is asked for no more', async () => {
  const organisation_id = await anOrganisation();
  const series_id = await aSeries({ organisation_id, sign_up_opens_minutes: 3 * 24 * 60 });
  const ids = await weeks(series_id, 2);
  const { viewer } = await signedUp(ids[0] ?? '', { every: true });
  const face = derivedPseudonym(viewer, organisationScope(organisation_id));
  await barBehind(db, face, later(now(), days(365)));
  clock.advance(days(6));
  await clockLooks();
  expect(await heldAt(ids.slice(1))).toEqual([]);
  expect(await standingsOf(viewer)).toEqual([]);
});

test('whoever holds places at sixty dates reads them all by as many questions as one', async () => {
  const one = await signedUp((await weeks(await aSeries(), 1))[0] ?? '');
  const ids = await weeks(await aSeries({ has_room: true }), 30);
  const full = await weeks(await aSeries(), 30, { capacity: 1 });
  for (const id of full) await signedUp(id);
  const { viewer } = await signedUp(ids[0] ?? '');
  for (const id of [...ids.slice(1), ...full]) await signUp(viewer, filledForm(id));
  const ofOne = await statementsOf(() => mySignups(one.viewer));
  const ofSixty = await statementsOf(() => mySignups(viewer));
  // Of those who wait also their place in the queue, and of rooms who is to stay out.
  expect(ofSixty.length - ofOne.length).toBeLessThanOrEqual(5);
  expect(ofSixty.length).toBeLessThanOrEqual(11);
  const positions = (await mySignups(viewer)).coming.map(({ position }) => position);
  expect(positions.filter((position) => position === null)).toHaveLength(30);
  expect(positions.filter((position) => position === 1)).toHaveLength(30);
});

test('whoever has not talked stands nowhere that a talk comes first', async () => {
  const series_id = await aSeries();
  const [first = ''] = await weeks(series_id, 1);
  await signedUp(first, { every: true });
  await sql`update series set sign_up_policy = 'ask' where id = ${series_id}`.execute(db);
  const added = await anOccurrence({ series_id, starts_at: later(now(), hours(90)) });
  await clockLooks();
  expect(await heldAt([added])).toEqual([]);
});
