/** Shortly before the start nobody moves up any more: what becomes free is whoever's asks, and nobody is put into a queue for nothing. */
import { expect, test } from 'vitest';
import { later, minutes } from '#platform/clock';
import { cancelSignup, receiptOf, signUp, takeFreePlace } from '#signup/server';
import { useFakeClock } from '../support/clock.ts';
import { anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { filledForm, signedUp } from '../support/signup.ts';

/** Two places, both taken, and one who waits, an hour and a bit before the start; the queue ends an hour before. */
async function scene({ partySize = 1 } = {}) {
  const clock = useFakeClock('2026-11-21T09:00:00Z');
  const series_id = await aSeries({
    organisation_id: await anOrganisation(),
    sign_up_closes_minutes: 10,
    promotion_stops_minutes: 60,
  });
  const starts_at = later(clock.now, minutes(61));
  const id = await anOccurrence({ series_id, starts_at, capacity: 2 });
  const [first, second] = [await signedUp(id), await signedUp(id)];
  const waiting = await signedUp(id, { partySize });
  const leave = ({ viewer, receipt }: typeof first) => cancelSignup(viewer, receipt);
  const shown = () => receiptOf(waiting.viewer, waiting.receipt);
  const take = () => takeFreePlace(waiting.viewer, waiting.receipt);
  return { clock, id, first, second, waiting, leave, shown, take };
}

test('until the stop one moves up by oneself; to take a place there is none', async () => {
  const { first, leave, shown, take } = await scene();
  expect(await take()).toBe('full');
  await leave(first);
  expect(await shown()).toMatchObject({ state: 'confirmed', mayTakeFree: false });
  expect(await take()).toBe('not_found');
});

test('from the stop on nobody joins a queue that nobody leaves', async () => {
  const { clock, id, first, leave } = await scene();
  clock.advance(minutes(1) - 1);
  expect(await signUp(null, filledForm(id))).toHaveProperty('receipt');
  clock.advance(1);
  expect(await signUp(null, filledForm(id))).toBe('closed');
  await leave(first);
  expect(await signUp(null, filledForm(id, { partySize: 2 }))).toEqual({
    problems: { partySize: 'party_too_large' },
  });
  expect(await signUp(null, filledForm(id))).toHaveProperty('receipt');
});

test('what becomes free then is theirs who wait as soon as they ask', async () => {
  const { clock, first, leave, shown, take } = await scene();
  clock.advance(minutes(1));
  await leave(first);
  expect(await shown()).toMatchObject({ state: 'waiting', mayTakeFree: true });
  expect(await take()).toBe('taken');
  expect(await shown()).toMatchObject({ state: 'confirmed', mayTakeFree: false });
});

test('of who waits and who comes at the same moment one has it', async () => {
  const { clock, id, first, leave, shown, take } = await scene();
  clock.advance(minutes(1));
  await leave(first);
  const [taken, came] = await Promise.all([take(), signUp(null, filledForm(id))]);
  expect([
    ['taken', 'closed'],
    ['full', expect.objectContaining({ receipt: expect.any(String) })],
  ]).toContainEqual([taken, came]);
  expect((await shown())?.occurrence).toMatchObject({ taken: 2 });
});

test('for fewer than they are there is no place, nor once sign-up has closed, nor for anybody else', async () => {
  const { clock, first, second, waiting, leave, shown, take } = await scene({ partySize: 2 });
  clock.advance(minutes(1));
  await leave(first);
  expect(await shown()).toMatchObject({ mayTakeFree: false });
  expect(await take()).toBe('full');
  await leave(second);
  expect(await takeFreePlace(first.viewer, waiting.receipt)).toBe('not_found');
  clock.advance(minutes(50));
  expect(await take()).toBe('full');
});
