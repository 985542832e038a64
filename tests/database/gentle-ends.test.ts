/** The end of a talk of two: told twice, quietly, then a while for last words, then closed by itself. */
import { expect, test } from 'vitest';
import { later, minutes } from '#platform/clock';
import { db, sql } from '#platform/db';
import { endTalksGently, latestMessages, openRoom, roomOf } from '#rooms/server';
import { hostOccurrenceRoom } from '#signup/server';
import { useFakeClock } from '../support/clock.ts';
import { say, aRoom } from '../support/rooms.ts';
import { aTalkOfTwo, BEFORE, type TalkOfTwo } from '../support/consultation-room.ts';

/** Its slot is 19:00 to 19:40. */
const END = new Date('2026-11-25T10:40:00Z');

async function scene() {
  const clock = useFakeClock(BEFORE);
  const talk = await aTalkOfTwo(clock);
  const at = async (from: number) => {
    clock.set(later(END, minutes(from)));
    // Two processes look at once.
    await Promise.all([endTalksGently(clock.now), endTalksGently(clock.now)]);
    return linesOf(talk);
  };
  return { clock, talk, at };
}

async function linesOf({ person, roomId }: TalkOfTwo) {
  const page = await latestMessages(person, roomId);
  return page === 'not_found' ? [] : page.messages.map(({ kind }) => kind);
}

test('ten and five minutes before, a quiet line each, once; fifteen minutes after it closes', async () => {
  const { talk, at } = await scene();
  expect(await at(-11)).toEqual(['opened']);
  expect(await at(-10)).toEqual(['opened', 'ends_in_10']);
  expect(await at(-9)).toEqual(['opened', 'ends_in_10']);
  expect(await at(-5)).toEqual(['opened', 'ends_in_10', 'ends_in_5']);
  expect(await at(14)).toEqual(['opened', 'ends_in_10', 'ends_in_5']);
  expect(await say(talk.person, talk.roomId, 'ありがとう')).toMatchObject({ seq: 4 });
  expect((await at(15)).at(-1)).toBe('closed');
  expect(await roomOf(talk.person, talk.roomId)).toMatchObject({ state: 'closed' });
});

test('what was missed while nothing ran is not said late', async () => {
  const { at } = await scene();
  expect(await at(-4)).toEqual(['opened', 'ends_in_5']);
  const other = await scene();
  expect(await other.at(3)).toEqual(['opened']);
});

test('opened again by its supporter it stays open', async () => {
  const { talk, at } = await scene();
  await at(15);
  await openRoom(talk.supporter, talk.roomId);
  await at(16);
  expect(await roomOf(talk.supporter, talk.roomId)).toMatchObject({ state: 'open' });
  expect(await hostOccurrenceRoom(talk.supporter, talk.slotId)).toBe(talk.roomId);
});

test('a group is told nothing', async () => {
  const clock = useFakeClock(BEFORE);
  const room = await aRoom();
  clock.advance(minutes(60 + 85));
  await endTalksGently(clock.now);
  expect(await say(room.host, room.roomId, 'まだです')).toMatchObject({ seq: 2 });
});

test('what the table holds cannot be broken by hand', async () => {
  await scene();
  await expect(
    sql`update rooms set ending = 'soon' where one_to_one`.execute(db),
  ).rejects.toMatchObject({
    constraint: 'rooms_ending',
  });
  await expect(
    sql`update rooms set ending = 'over', one_to_one = false`.execute(db),
  ).rejects.toMatchObject({ constraint: 'rooms_end_of_talks' });
});
