/** What sign-ups that come together ask of the database: so much a batch, however many they are and whatever they are for. */
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { ParticipantViewer } from '#participants';
import { hours, later, now } from '#platform/clock';
import { limitRepeats } from '#schedule/server';
import { signUp } from '#signup/server';
import { useFakeClock } from '../support/clock.ts';
import { aListener, slotRowsOf } from '../support/consultations.ts';
import { createParticipant } from '../support/participants.ts';
import { anAccount } from '../support/organisations.ts';
import { anOccurrence } from '../support/schedule.ts';
import { filledForm } from '../support/signup.ts';
import { statementsOf } from '../support/statements.ts';

// Notices are offered; read once.
vi.hoisted(() => (process.env['PUSH_CONTACT'] = 'mailto:portal@example.lg.jp'));
afterAll(() => void delete process.env['PUSH_CONTACT']);

const CALLERS = 32;
/** One in each lane: whoever comes at once goes together. */
const MOST_BATCHES = 2;

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const;

const anEvening = () => anOccurrence({ starts_at: later(now(), hours(48)), capacity: 1_000 });
const times = <T>(act: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: CALLERS }, (_, n) => act(n)));

/** Transactions, and the statements of each on average. */
async function costOf(sent: { at: string; by: ParticipantViewer | null }[]) {
  const asked = await statementsOf(async () => {
    const outcomes = await Promise.all(sent.map(({ at, by }) => signUp(by, filledForm(at))));
    for (const outcome of outcomes) expect(outcome).toHaveProperty('receipt');
  });
  const batches = asked.filter(({ text }) => text === 'begin').length;
  return { batches, each: asked.length / batches };
}

const strangersAt = (dates: string[]) => dates.map((at) => ({ at, by: null }));
const returningAt = (dates: string[]) =>
  Promise.all(dates.map(async (at) => ({ at, by: (await createParticipant()).viewer })));

describe('begin and commit, the dates, who comes there every time, used forms, and one statement that writes', () => {
  test('for one', async () => {
    expect(await costOf(strangersAt([await anEvening()]))).toEqual({ batches: 1, each: 6 });
  });

  test('for many at one date', async () => {
    const id = await anEvening();
    expect(await costOf(strangersAt(await times(() => Promise.resolve(id))))).toEqual({
      batches: 1,
      each: 6,
    });
  });

  test('for many at as many dates of as many series', async () => {
    const cost = await costOf(strangersAt(await times(anEvening)));
    expect(cost.each).toBe(6);
    expect(cost.batches).toBeLessThanOrEqual(MOST_BATCHES);
  });
});

test('of whoever has been here before also what they hold there, and whether somebody keeps them out', async () => {
  const id = await anEvening();
  expect(await costOf(await returningAt([id]))).toEqual({ batches: 1, each: 9 });
  expect(await costOf(await returningAt(await times(() => Promise.resolve(id))))).toEqual({
    batches: 1,
    each: 9,
  });
  const spread = await costOf(await returningAt(await times(anEvening)));
  expect(spread.each).toBe(9);
});

test('at slots of a consultation that limits how often one comes also its limits, a lock, what else they hold, and one list of notices', async () => {
  useFakeClock('2026-11-21T03:00:00Z');
  const week = EVERY_DAY.map((weekday) => ({ weekday, startsAt: '10:00', endsAt: '16:00' }));
  const listening = await aListener({ week, noticeMinutes: 0, horizonDays: 14 });
  const admin = await anAccount(listening.organisationId, 'admin');
  await limitRepeats(admin, listening.seriesId, { mostHeld: 1, mostIn30Days: null });
  const slots = (await slotRowsOf(listening.seriesId)).slice(0, CALLERS).map(({ id }) => id);
  expect(slots).toHaveLength(CALLERS);
  const cost = await costOf(strangersAt(slots));
  expect(cost.each).toBe(10);
  expect(cost.batches).toBeLessThanOrEqual(MOST_BATCHES);
});
