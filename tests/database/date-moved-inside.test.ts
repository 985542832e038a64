/** A date is called off or moved while people are in its room: they read so, and the room ends as after any end. */
import { expect, test } from 'vitest';
import { hours, later, minutes } from '#platform/clock';
import {
  closeForgottenRooms,
  endTalksGently,
  latestMessages,
  openRoom,
  roomOf,
} from '#rooms/server';
import { cancelOccurrence, changeDates, moveOccurrence } from '#schedule/server';
import {
  enterOccurrenceRoom,
  hostOccurrenceRoom,
  promoteWaiting,
  signupTasks,
} from '#signup/server';
import type { RoomId } from '#rooms';
import { useFakeClock } from '../support/clock.ts';
import { runDue } from '../support/due.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { signedUp } from '../support/signup.ts';
import { say } from '../support/rooms.ts';
import { aTalkOfTwo, BEFORE } from '../support/consultation-room.ts';

/** Two are inside, a quarter of an hour before the slot of 19:00 to 19:40. */
async function scene() {
  const clock = useFakeClock(BEFORE);
  const talk = await aTalkOfTwo(clock);
  const { supporter, slotId, person, roomId } = talk;
  // Two processes look at once.
  const look = async (from = 0) => {
    clock.advance(minutes(from));
    await Promise.all([0, 1].map(() => runDue(signupTasks, 'told-changes', clock.now)));
    await endTalksGently(clock.now);
    const page = await latestMessages(person, roomId);
    return page === 'not_found' ? [] : page.messages.map(({ kind }) => kind);
  };
  const moved = (startsAt: string, endsAt: string, date = '2026-11-25') =>
    moveOccurrence(supporter, slotId, { date, startsAt, endsAt });
  return { ...talk, clock, look, moved };
}

test('called off: both read so, say their last words, and a quarter of an hour later it closes by itself', async () => {
  const { supporter, person, slotId, roomId, look } = await scene();
  await cancelOccurrence(supporter, slotId, '急な用事');
  expect(await look()).toEqual(['opened', 'called_off']);
  expect(await say(person, roomId, 'わかりました')).toEqual({ seq: 3 });
  expect(await look(14)).toEqual(['opened', 'called_off', 'text']);
  expect((await look(1)).at(-1)).toBe('closed');
  expect(await enterOccurrenceRoom(person, slotId)).toBe('closed');
  expect(await roomOf(person, roomId)).toMatchObject({ state: 'closed' });
});

test('moved to another day: they read so; on that day it opens again, with its whole time', async () => {
  const { supporter, person, slotId, roomId, clock, look, moved } = await scene();
  await moved('21:30', '22:10', '2026-11-27');
  expect(await look()).toEqual(['opened', 'moved']);
  expect((await look(15)).at(-1)).toBe('closed');
  expect(await enterOccurrenceRoom(person, slotId)).toBe('too_early');
  clock.set(new Date('2026-11-27T12:15:00Z'));
  expect(await enterOccurrenceRoom(person, slotId)).toBe(roomId);
  await openRoom(supporter, roomId);
  expect((await look(45)).slice(-2)).toEqual(['opened', 'ends_in_10']);
});

test('moved by ten minutes, the door open as before: nothing is said, and the end comes as much later', async () => {
  const { look, moved, roomId, person } = await scene();
  await moved('19:00', '19:50');
  expect(await look()).toEqual(['opened']);
  expect(await look(46)).toEqual(['opened']);
  expect(await look(9)).toEqual(['opened', 'ends_in_10']);
  expect(await roomOf(person, roomId)).toMatchObject({
    endsAt: new Date('2026-11-25T10:50:00Z').getTime(),
  });
});

test('called off by mistake and taken back: it ends with its date again', async () => {
  const { supporter, slotId, look } = await scene();
  await cancelOccurrence(supporter, slotId, 'まちがい');
  await look();
  expect(await changeDates(supporter, [slotId], { act: 'restore' }, promoteWaiting)).toBe(
    'changed',
  );
  expect(await look(20)).toEqual(['opened', 'called_off']);
});

test('a group goes on until its host closes the room, at the latest three hours from then', async () => {
  const clock = useFakeClock(BEFORE);
  const organisation_id = await anOrganisation();
  const series_id = await aSeries({ organisation_id });
  const id = await anOccurrence({ series_id, starts_at: later(clock.now, minutes(10)) });
  const host = await anAccount(organisation_id, 'publisher');
  const { viewer } = await signedUp(id);
  const roomId = (await hostOccurrenceRoom(host, id)) as RoomId; // Or what follows fails.
  await openRoom(host, roomId);
  await enterOccurrenceRoom(viewer, id);
  await cancelOccurrence(host, id, '停電のため');
  await runDue(signupTasks, 'told-changes', clock.now);
  expect(await say(viewer, roomId, 'だいじょうぶですか')).toEqual({ seq: 3 });
  await closeForgottenRooms(later(clock.now, hours(3)));
  expect(await roomOf(viewer, roomId)).toMatchObject({ state: 'open' });
  await closeForgottenRooms(later(clock.now, hours(3) + 1));
  expect(await roomOf(viewer, roomId)).toMatchObject({ state: 'closed' });
});
