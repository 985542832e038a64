/** Sign-up opens and closes at an instant: whoever came before it and whoever came after are told apart to the millisecond. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { ParticipantViewer } from '#participants';
import { hours, later, minutes, seconds } from '#platform/clock';
import { db, sql } from '#platform/db';
import { jsonLdOf } from '#schedule';
import { findOccurrence, searchOccurrences } from '#schedule/server';
import { enterByPhone, markFirstTalk, signUp, takeSignUp } from '#signup/server';
import { useFakeClock } from '../support/clock.ts';
import { eventShape } from '../support/json-ld-shapes.ts';
import { somebodyWaits } from '../support/locks.ts';
import { createParticipant } from '../support/participants.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { filledForm, signedUp } from '../support/signup.ts';

const START = new Date('2026-11-26T11:00:00Z');
const OPENS = later(START, -hours(24));
const CLOSES = later(START, -minutes(30));
const STOPS = later(START, -minutes(60));
/** In Japan: the day it is becomes today. */
const MIDNIGHT = new Date('2026-11-25T15:00:00Z');

let clock: ReturnType<typeof useFakeClock>;
beforeEach(() => {
  clock = useFakeClock(later(OPENS, -hours(1)));
});

const terms = { sign_up_opens_minutes: 24 * 60, sign_up_closes_minutes: 30, all_dates: false };
const anEvening = async (over: Parameters<typeof aSeries>[0] = {}, capacity = 100) =>
  anOccurrence({ series_id: await aSeries({ ...terms, ...over }), starts_at: START, capacity });

/** Somebody else holds the date's row, as a rush of sign-ups or its organiser does; what is returned lets go. */
async function held(id: string): Promise<() => Promise<void>> {
  let letGo = () => {};
  const gone = new Promise<void>((resolve) => (letGo = resolve));
  let isHeld = () => {};
  const holds = new Promise<void>((resolve) => (isHeld = resolve));
  const done = db.transaction().execute(async (trx) => {
    await sql`select from occurrences where id = ${id} for update`.execute(trx);
    isHeld();
    await gone;
  });
  await holds;
  return async () => {
    letGo();
    await done;
  };
}

const people = (count: number) =>
  Promise.all(Array.from({ length: count }, async () => (await createParticipant()).viewer));
const answerOf = (outcome: Awaited<ReturnType<typeof signUp>>) =>
  typeof outcome === 'string' ? outcome : 'receipt' in outcome ? 'taken' : 'problems';

/** One comes each millisecond from well before the instant on, while the row is held until long after it. */
async function oneEachMillisecond(id: string, instant: Date, count: number): Promise<string[]> {
  const comers = await people(count);
  const letGo = await held(id);
  clock.set(later(instant, -count / 2));
  const asked = comers.map((viewer) => {
    const outcome = signUp(viewer, filledForm(id));
    clock.advance(1);
    return outcome;
  });
  await somebodyWaits();
  clock.advance(seconds(20));
  await letGo();
  return (await Promise.all(asked)).map(answerOf);
}

const half = (count: number, word: string) => Array<string>(count / 2).fill(word);

describe('at the instant', () => {
  test('it closes, whoever came before has a place though they waited for it beyond, and nobody else', async () => {
    const id = await anEvening();
    expect(await oneEachMillisecond(id, CLOSES, 30)).toEqual([
      ...half(30, 'taken'),
      ...half(30, 'closed'),
    ]);
  });

  test('it opens, whoever came before has none though their turn came after, and everybody else has', async () => {
    const id = await anEvening();
    expect(await oneEachMillisecond(id, OPENS, 30)).toEqual([
      ...half(30, 'not_yet'),
      ...half(30, 'taken'),
    ]);
  });

  test('it closes for dates that belong together, and for every time, by the same rule', async () => {
    for (const over of [{ all_dates: true }, {}]) {
      const id = await anEvening(over);
      const [early, late] = await people(2);
      const every = !over.all_dates;
      const letGo = await held(id);
      const asked = [later(CLOSES, -1), CLOSES].map((at, n) => {
        clock.set(at);
        return signUp((n === 0 ? early : late) as ParticipantViewer, filledForm(id, { every }));
      });
      await somebodyWaits();
      clock.advance(seconds(20));
      await letGo();
      expect((await Promise.all(asked)).map(answerOf)).toEqual(['taken', 'closed']);
    }
  });

  test('it closes, whoever has had the first talk is still let in, and whoever has not is told of it', async () => {
    const organisation_id = await anOrganisation();
    const id = await anEvening({ organisation_id, sign_up_policy: 'ask' });
    const staff = await anAccount(organisation_id, 'publisher');
    const [talked, stranger] = await people(2);
    const other = await anEvening({ organisation_id, sign_up_opens_minutes: null });
    const made = await signUp(talked as ParticipantViewer, filledForm(other));
    const signupId = typeof made === 'object' && 'receipt' in made ? made.receipt : '';
    await markFirstTalk(staff, { occurrenceId: other, signupId, done: true });
    const letGo = await held(id);
    clock.set(later(CLOSES, -1));
    const asked = [talked, stranger].map((one) => signUp(one as ParticipantViewer, filledForm(id)));
    await somebodyWaits();
    clock.advance(seconds(20));
    await letGo();
    expect((await Promise.all(asked)).map(answerOf)).toEqual(['taken', 'ask']);
  });

  test('it closes, whoever phoned before and whose device still worked for a first sign-up have theirs', async () => {
    const organisation_id = await anOrganisation();
    const id = await anEvening({ organisation_id });
    const staff = await anAccount(organisation_id, 'publisher');
    clock.set(later(CLOSES, -1));
    const form = new FormData();
    for (const [name, value] of Object.entries(filledForm(id))) form.set(name, String(value));
    form.delete('every');
    const asked = [
      enterByPhone(staff, { ...filledForm(id), talked: false }),
      takeSignUp(null, id, form, { address: '192.0.2.1' }),
    ] as const;
    clock.advance(seconds(20));
    expect(await asked[0]).toHaveProperty('entered');
    expect(await asked[1]).toHaveProperty('receipt');
    expect(await enterByPhone(staff, { ...filledForm(id), talked: false })).toBe('closed');
  });

  test('it closes, the queue is what it was: who came in time to a full evening waits', async () => {
    const id = await anEvening({ promotion_stops_minutes: 0 }, 1);
    clock.set(later(CLOSES, -seconds(1)));
    await signedUp(id);
    expect(await oneEachMillisecond(id, CLOSES, 4)).toEqual(['taken', 'taken', 'closed', 'closed']);
    const { rows } = await sql`select taken, waiting from occurrences where id = ${id}`.execute(db);
    expect(rows).toEqual([{ taken: 1, waiting: 2 }]);
  });
});

test('the page, the lists and what search engines read say the same, a millisecond before and at the instant', async () => {
  const id = await anEvening();
  const said = async (at: Date) => {
    clock.set(at);
    const detail = await findOccurrence(id);
    const rows = (await searchOccurrences({ from: '2026-11-26', days: 1 })).days.flatMap(
      (day) => day.rows,
    );
    const row = rows.find((one) => one.id === id);
    const { offers } = eventShape.parse(
      JSON.parse(detail ? jsonLdOf(detail, 'https://tsudoi.example/sessions/x') : ''),
    );
    expect(row?.changesAt).toEqual(detail?.changesAt);
    return [detail?.signUp, row?.signUp, offers?.availability?.split('/').at(-1), row?.changesAt];
  };
  expect(await said(later(OPENS, -1))).toEqual(['not_yet', 'not_yet', 'PreOrder', OPENS]);
  expect(await said(OPENS)).toEqual(['open', 'open', 'InStock', MIDNIGHT]);
  expect(await said(MIDNIGHT)).toEqual(['open', 'open', 'InStock', STOPS]);
  expect(await said(STOPS)).toEqual(['open', 'open', 'InStock', CLOSES]);
  expect(await said(later(CLOSES, -1))).toEqual(['open', 'open', 'InStock', CLOSES]);
  expect(await said(CLOSES)).toEqual(['closed', 'closed', undefined, START]);
});
