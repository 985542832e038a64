/** How many slots of a consultation one person holds, where its organisation limits that. */
import { expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { days, minutes } from '#platform/clock';
import { db, sql } from '#platform/db';
import type { Repeats } from '#schedule';
import { limitRepeats, repeatsOf } from '#schedule/server';
import { cancelSignup, signUp } from '#signup/server';
import { useFakeClock } from '../support/clock.ts';
import { aListener, slotRowsOf } from '../support/consultations.ts';
import { createParticipant } from '../support/participants.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { filledForm } from '../support/signup.ts';

const NOW = '2026-11-21T03:00:00Z';

/** Slots on Wednesdays, two an evening, some weeks ahead; limited by the organisation's admin. */
async function limited(limits: Partial<Repeats>) {
  const clock = useFakeClock(NOW);
  const listening = await aListener({ horizonDays: 60, noticeMinutes: 0 });
  const admin = await anAccount(listening.organisationId, 'admin');
  const repeats = { mostHeld: null, mostIn30Days: null, ...limits };
  expect(await limitRepeats(admin, listening.seriesId, repeats)).toBe('limited');
  const slots = await slotRowsOf(listening.seriesId);
  const { viewer } = await createParticipant();
  const book = (at: number) => signUp(viewer, filledForm(slots[at]?.id ?? ''));
  return { clock, ...listening, admin, slots, viewer, book };
}

test('one at a time: a second is refused until the first is given back or has begun', async () => {
  const one = await limited({ mostHeld: 1 });
  const first = await one.book(0);
  expect(first).toMatchObject({ receipt: expect.any(String) });
  expect(await repeatsOf(one.seriesId)).toEqual({ mostHeld: 1, mostIn30Days: null });
  expect(await one.book(2)).toBe('enough');
  // The same form, or the same slot, is no second one.
  expect(await one.book(0)).toMatchObject({ receipt: expect.any(String) });
  const receipt = typeof first === 'object' && 'receipt' in first ? first.receipt : '';
  await cancelSignup(one.viewer, receipt);
  expect(await one.book(2)).toMatchObject({ receipt: expect.any(String) });
  one.clock.set(new Date((one.slots[2]?.starts_at.getTime() ?? 0) + minutes(1)));
  expect(await one.book(4)).toMatchObject({ receipt: expect.any(String) });
});

test('two tabs at once: one of them wins', async () => {
  const one = await limited({ mostHeld: 1 });
  await one.book(0).then(() => undefined);
  const answers = await Promise.all([2, 3, 4, 5].map(one.book));
  expect(answers).toEqual(['enough', 'enough', 'enough', 'enough']);
  const other = await limited({ mostHeld: 1 });
  const both = await Promise.all([0, 1, 2, 3].map(other.book));
  expect(both.filter((answer) => answer === 'enough')).toHaveLength(3);
});

test('within thirty days so many, whichever month it is; another person is another', async () => {
  const one = await limited({ mostIn30Days: 2 });
  await one.book(0);
  await one.book(2);
  expect(await one.book(4)).toBe('enough');
  const { viewer } = await createParticipant();
  const slot = one.slots[4]?.id ?? '';
  expect(await signUp(viewer, filledForm(slot))).toMatchObject({ receipt: expect.any(String) });
  const later = one.slots.findIndex(
    ({ starts_at: at }) => at.getTime() >= (one.slots[0]?.starts_at.getTime() ?? 0) + days(30),
  );
  expect(await one.book(later)).toMatchObject({ receipt: expect.any(String) });
});

test('only who publishes there sets it; no limit is no row', async () => {
  const one = await limited({ mostHeld: 1 });
  const none = { mostHeld: null, mostIn30Days: null };
  const outside = await anAccount(await anOrganisation(), 'admin');
  for (const stranger of [one.supporter, outside] satisfies AccountViewer[])
    expect(await limitRepeats(stranger, one.seriesId, none)).toBe('not_found');
  for (const mostHeld of [0, 11, 1.5])
    expect(await limitRepeats(one.admin, one.seriesId, { ...none, mostHeld })).toBe('not_found');
  expect(await limitRepeats(one.admin, one.seriesId, none)).toBe('limited');
  await one.book(0);
  expect(await one.book(2)).toMatchObject({ receipt: expect.any(String) });
});

test('what the table holds cannot be broken by hand', async () => {
  await limited({ mostHeld: 1, mostIn30Days: 2 });
  const breaks: [string, ReturnType<typeof sql>][] = [
    ['consultation_limits_held', sql`update consultation_limits set most_held = 0`],
    ['consultation_limits_month', sql`update consultation_limits set most_in_30_days = 11`],
    [
      'consultation_limits_limit_something',
      sql`update consultation_limits set most_held = null, most_in_30_days = null`,
    ],
  ];
  for (const [constraint, statement] of breaks)
    await expect(statement.execute(db)).rejects.toMatchObject({ constraint });
});
