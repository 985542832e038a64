/** Calls that are none: grouped while they come, lowered where two people say so, never refused. */
import { expect, test } from 'vitest';
import { hours, later, minutes, now, seconds } from '#platform/clock';
import { postMessage } from '#rooms/server';
import {
  answerContact,
  confirmNotGenuine,
  deskOf,
  endTalk,
  noteSource,
  pressTalk,
  sayGenuine,
  sayNotGenuine,
  urgentTasks,
} from '#urgent/server';
import { useFakeClock } from '../support/clock.ts';
import { whileLogged } from '../support/locks.ts';
import { createParticipant } from '../support/participants.ts';
import { anAccount } from '../support/organisations.ts';
import { aCaller, aPress, contactRow, logOf, ringingFor } from '../support/contacts.ts';
import { onDutyAt, type OnDuty } from '../support/staff.ts';
import { aTown, type Town } from '../support/towns.ts';

const start = () => useFakeClock('2026-11-26T20:00:00+09:00');

const aColleague = (desk: OnDuty) => anAccount(desk.organisationId, 'window_staff');

/** A call that two people hold to be none, and whose it was. */
async function aDoubtedCaller(town: Town, desk: OnDuty) {
  const caller = await aCaller(town, { words: 'ばか' });
  await answerContact(desk.viewer, caller.contactId);
  await sayNotGenuine(desk.viewer, { contactId: caller.contactId, reason: 'insults' });
  await confirmNotGenuine(await aColleague(desk), caller.contactId);
  await endTalk(desk.viewer, caller.contactId);
  return caller;
}

/** In the order in which they ring at a desk. */
const ringsAt = async (desk: OnDuty) =>
  (await deskOf(desk.viewer)).rings.map(({ contactId }) => contactId);

test('three hundred calls from one place are told as one, and a real one among them rings alone at once', async () => {
  const town = await aTown();
  const desk = await onDutyAt(town.own, { until: later(now(), hours(1)) });
  const crowd = async (count: number) => {
    for (let i = 0; i < count; i += 1) {
      const { contactId } = await pressTalk(null, aPress(town, { words: 'あ' }));
      noteSource(contactId, `203.0.113.${i % 250}`);
    }
  };
  await crowd(150);
  const { contactId } = await pressTalk(null, aPress(town, { words: 'ほんとうに困っています' }));
  noteSource(contactId, '198.51.100.7');
  expect(await ringingFor(contactId)).toEqual([desk.viewer.accountId]);
  const { rings } = await deskOf(desk.viewer);
  expect(rings.filter(({ group }) => group === null).map((ring) => ring.contactId)).toEqual([
    contactId,
  ]);
  await crowd(150);
  const { ringsFrom } = await deskOf(desk.viewer);
  expect(Object.fromEntries(ringsFrom)).toEqual({ 0: 300, null: 1 });
  expect(await answerContact(desk.viewer, contactId)).toMatchObject({ is: 'answered' });
});

test('a mother and a son at one address are not shown to belong together', async () => {
  start();
  const town = await aTown();
  const desk = await onDutyAt(town.own);
  for (const words of ['息子のことです', '夜しか話せないです'])
    noteSource((await aCaller(town, { words })).contactId, '192.0.2.1');
  expect((await deskOf(desk.viewer)).rings.map(({ group }) => group)).toEqual([null, null]);
});

test('what one says has no effect until a second person of the organisation says so too', async () => {
  start();
  const town = await aTown();
  const desk = await onDutyAt(town.own);
  const caller = await aCaller(town, { words: 'ばか' });
  await answerContact(desk.viewer, caller.contactId);
  const { contactId } = caller;
  expect(await sayNotGenuine(desk.viewer, { contactId, reason: 'insults' })).toBe('said');
  expect(await confirmNotGenuine(desk.viewer, contactId)).toBe('not_found');
  const elsewhere = await onDutyAt(town.nearby);
  expect((await deskOf(elsewhere.viewer)).doubts).toEqual([]);
  expect(await confirmNotGenuine(elsewhere.viewer, contactId)).toBe('not_found');
  await endTalk(desk.viewer, contactId);
  const { contactId: next } = await pressTalk(caller.viewer, aPress(town));
  expect(await contactRow(next)).toMatchObject({ later_until: null });
  const colleague = await aColleague(desk);
  expect((await deskOf(colleague)).doubts).toMatchObject([
    { contactId, reason: 'insults', who: desk.viewer.displayName, words: null },
  ]);
  const confirm = () => confirmNotGenuine(colleague, contactId);
  expect(await whileLogged(contactId, confirm)).toBe('confirmed');
  expect(await logOf(contactId)).toEqual(
    expect.arrayContaining(['said_not_genuine', 'not_genuine']),
  );
});

test('silence and a trial press are no reason', async () => {
  start();
  const town = await aTown();
  const desk = await onDutyAt(town.own);
  const { viewer, contactId } = await aCaller(town, { words: '' });
  await answerContact(desk.viewer, contactId);
  const say = () => sayNotGenuine(desk.viewer, { contactId, reason: 'prank' });
  expect(await say()).toBe('nothing_written');
  const [talk] = (await deskOf(desk.viewer)).talks;
  if (!talk) throw new Error('answered, and no talk');
  const clientId = crypto.randomUUID();
  await postMessage(viewer, { roomId: talk.room.id, clientId, text: 'やすいですよ' });
  expect(await say()).toBe('said');
});

test('who is doubted still rings at once, after all others, and for a day only', async () => {
  const clock = start();
  const town = await aTown();
  const desk = await onDutyAt(town.own, { capacity: 5, until: later(now(), hours(72)) });
  const doubted = await aDoubtedCaller(town, desk);
  clock.advance(seconds(5));
  const { contactId: again } = await pressTalk(doubted.viewer, aPress(town));
  expect(await ringingFor(again)).toEqual([desk.viewer.accountId]);
  clock.advance(seconds(1));
  const { contactId: other } = await aCaller(town);
  expect(await ringsAt(desk)).toEqual([other, again]);
  clock.advance(hours(24));
  expect(await ringsAt(desk)).toEqual([again, other]);
});

test('somebody else from the same device’s network is not lowered, and what is taken back lowers nobody', async () => {
  const clock = start();
  const town = await aTown();
  const desk = await onDutyAt(town.own, { capacity: 5 });
  const doubted = await aDoubtedCaller(town, desk);
  const { viewer: stranger } = await createParticipant();
  const { contactId } = await pressTalk(stranger, aPress(town));
  expect(await contactRow(contactId)).toMatchObject({ later_until: null });
  expect(await sayGenuine(await aColleague(desk), doubted.contactId)).toBe('genuine');
  clock.advance(minutes(1));
  const { contactId: again } = await pressTalk(doubted.viewer, aPress(town));
  expect(await contactRow(again)).toMatchObject({ later_until: null });
});

test('after a day nothing of the mark is left', async () => {
  const clock = start();
  const town = await aTown();
  const desk = await onDutyAt(town.own);
  const { contactId } = await aDoubtedCaller(town, desk);
  clock.advance(hours(24));
  for (const task of urgentTasks) if (task.purges) await task.run(now());
  expect(await sayGenuine(await aColleague(desk), contactId)).toBe('not_found');
});
