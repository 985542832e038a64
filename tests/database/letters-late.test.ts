/** Words past their day are told to whoever looks after the window's people, also where no desk is open: by day, once a day. */
import { expect, test, vi } from 'vitest';
import { days, hours, later } from '#platform/clock';
import { instantOf } from '#platform/tokyo';
import {
  deskOf,
  lettersLate,
  openLetter,
  quietenLetter,
  replyToLetter,
  urgentTasks,
} from '#urgent/server';
import { useNightClock } from '../support/clock.ts';
import { runDue } from '../support/due.ts';
import { readMessage } from '../support/pushed.ts';
import { aLetterAt, aSecondPasses, contactRow } from '../support/contacts.ts';
import { worksAt } from '../support/staff.ts';
import { aTown, ends } from '../support/towns.ts';

const service = await vi.hoisted(async () => {
  const { offerNotices } = await import('../support/notices-offered.ts');
  return offerNotices();
});

async function dayOf(contactId: string): Promise<Date> {
  const { answer_by: by } = await contactRow(contactId);
  if (!by) throw new Error('the letter has no day');
  return by;
}

test('the supervisor’s device is sent one neutral sentence in the morning, and again each day until somebody answers', async () => {
  const clock = useNightClock();
  const pushed = async () => {
    await aSecondPasses();
    return service.pushedSoon(clock);
  };
  const town = await aTown();
  const staff = await worksAt(town.own);
  const supervisor = await worksAt(town.own, 'supervisor');
  const elsewhere = await worksAt(town.nearby, 'supervisor');
  const device = await service.toldAt(supervisor);
  for (const other of [staff, elsewhere]) await service.toldAt(other);
  const contactId = await aLetterAt(town.own, null);
  clock.set(await dayOf(contactId));
  expect(await pushed()).toEqual([]);
  const morning = instantOf('2026-12-02', '08:00');
  clock.set(morning);
  const sent = await pushed();
  expect(sent.map(({ path }) => path)).toEqual([device.path]);
  // The language is all that is sent: the sentence stands in the device.
  expect(sent.map(({ body }) => readMessage(device, body))).toEqual(['ja']);
  expect(await Promise.all([supervisor, staff, elsewhere].map(lettersLate))).toEqual([1, 0, 0]);
  expect(await pushed()).toEqual([]);
  expect(await quietenLetter(supervisor, contactId)).toBe('quiet');
  expect(await lettersLate(supervisor)).toBe(0);
  clock.advance(days(1));
  expect(await pushed()).toMatchObject([{ path: device.path }]);
  expect(await lettersLate(supervisor)).toBe(1);
  expect((await deskOf(supervisor)).lateLetters).toMatchObject({
    first: [{ contactId }],
    count: 1,
  });
  await openLetter(staff, contactId);
  await replyToLetter(staff, { contactId, words: 'お待たせしました' });
  clock.advance(days(1));
  expect(await pushed()).toEqual([]);
  expect(await lettersLate(supervisor)).toBe(0);
});

test('what was answered in the night after its day is told to no device in the morning', async () => {
  const clock = useNightClock();
  const town = await aTown();
  const staff = await worksAt(town.own);
  await service.toldAt(await worksAt(town.own, 'supervisor'));
  const contactId = await aLetterAt(town.own, null);
  clock.set(await dayOf(contactId));
  await aSecondPasses();
  clock.advance(hours(1));
  await openLetter(staff, contactId);
  await replyToLetter(staff, { contactId, words: 'お待たせしました' });
  clock.advance(hours(8));
  await aSecondPasses();
  expect(await service.pushedSoon(clock)).toEqual([]);
});

test('once its window has ended the supervisors there are told of it no more, but those of the next are', async () => {
  const clock = useNightClock();
  const town = await aTown();
  for (const windowId of [town.own, town.centre]) await worksAt(windowId);
  await service.toldAt(await worksAt(town.own, 'supervisor'));
  const device = await service.toldAt(await worksAt(town.centre, 'supervisor'));
  const contactId = await aLetterAt(town.own, null);
  await ends(town.own);
  await runDue(urgentTasks, 'stranded-letters', clock.now);
  clock.set(later(await dayOf(contactId), hours(12)));
  await aSecondPasses();
  expect((await service.pushedSoon(clock)).map(({ path }) => path)).toEqual([device.path]);
});
