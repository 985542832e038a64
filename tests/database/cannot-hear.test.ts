/** 「聞こえません」: one host or several, one person or several, and nobody else. */
import { expect, test } from 'vitest';
import { randomUUID } from 'node:crypto';
import { seconds } from '#platform/clock';
import type { MemberId, RoomViewer, Unheard } from '#rooms';
import {
  answerCannotHear,
  closeRoom,
  removeMember,
  sayCannotHear,
  takeBackCannotHear,
  unheardIn,
} from '#rooms/server';
import { useFakeClock } from '../support/clock.ts';
import { createParticipant } from '../support/participants.ts';
import { aRoom } from '../support/rooms.ts';

const EVENING = '2026-11-22T21:40:00+09:00';

async function scene() {
  const clock = useFakeClock(EVENING);
  const room = await aRoom();
  const [aoi, k] = [await room.guest('あおい'), await room.guest('K')];
  const unheard = (viewer: RoomViewer) => unheardIn(viewer, room.roomId) as Promise<Unheard>;
  const waiting = async () => (await unheard(room.host)).waiting.map(({ nickname }) => nickname);
  const take = (memberId: MemberId, viewer: RoomViewer = room.host) =>
    answerCannotHear(viewer, { roomId: room.roomId, memberId });
  return { clock, room, aoi, k, unheard, waiting, take };
}

test('it waits for a host with its nickname and since when; other participants see nothing of it', async () => {
  const { clock, room, aoi, k, unheard } = await scene();
  expect(await sayCannotHear(aoi.viewer, room.roomId)).toBe('said');
  const since = clock.now.getTime();
  clock.advance(seconds(5));
  expect(await sayCannotHear(aoi.viewer, room.roomId)).toBe('said');
  expect(await unheard(aoi.viewer)).toEqual({ mine: 'waiting', waiting: [], statements: [] });
  expect(await unheard(room.host)).toEqual({
    mine: null,
    waiting: [{ memberId: aoi.memberId, nickname: 'あおい', since }],
    statements: [],
  });
  expect(await unheard(k.viewer)).toEqual({ mine: null, waiting: [], statements: [] });
});

test('several at once wait in the order they said it; each is taken by itself', async () => {
  const { clock, room, aoi, k, unheard, waiting, take } = await scene();
  await sayCannotHear(k.viewer, room.roomId);
  clock.advance(seconds(1));
  await sayCannotHear(aoi.viewer, room.roomId);
  expect(await waiting()).toEqual(['K', 'あおい']);
  expect(await take(k.memberId)).toBe('seen');
  expect(await take(k.memberId)).toBe('seen');
  expect(await waiting()).toEqual(['あおい']);
  expect(await unheard(k.viewer)).toMatchObject({ mine: 'seen' });
  await takeBackCannotHear(aoi.viewer, room.roomId);
  expect(await waiting()).toEqual([]);
  expect(await unheard(aoi.viewer)).toMatchObject({ mine: null });
});

test('it rings no more than once in thirty seconds, however often it is pressed', async () => {
  const { clock, room, aoi, waiting, take } = await scene();
  await sayCannotHear(aoi.viewer, room.roomId);
  await take(aoi.memberId);
  expect(await sayCannotHear(aoi.viewer, room.roomId)).toBe('soon');
  await takeBackCannotHear(aoi.viewer, room.roomId);
  expect(await sayCannotHear(aoi.viewer, room.roomId)).toBe('soon');
  expect(await waiting()).toEqual([]);
  clock.advance(seconds(30) + 1);
  expect(await sayCannotHear(aoi.viewer, room.roomId)).toBe('said');
  expect(await waiting()).toEqual(['あおい']);
});

test('no participant takes it, no host says it, and to a stranger there is no room', async () => {
  const { room, aoi, k, take, unheard, waiting } = await scene();
  const stranger = (await createParticipant()).viewer;
  await sayCannotHear(aoi.viewer, room.roomId);
  for (const viewer of [aoi.viewer, k.viewer, stranger])
    expect(await take(aoi.memberId, viewer)).toBe('not_found');
  const other = await aRoom();
  expect(await answerCannotHear(other.host, { roomId: other.roomId, memberId: aoi.memberId })).toBe(
    'not_found',
  );
  expect(await take(randomUUID() as MemberId)).toBe('not_found');
  expect(await sayCannotHear(room.host, room.roomId)).toBe('not_found');
  expect(await sayCannotHear(stranger, room.roomId)).toBe('not_found');
  expect(await unheard(stranger)).toBe('not_found');
  expect(await waiting()).toEqual(['あおい']);
});

test('with a closed room, or its member out, nobody waits any more', async () => {
  const { room, aoi, k, unheard, waiting } = await scene();
  await sayCannotHear(aoi.viewer, room.roomId);
  await sayCannotHear(k.viewer, room.roomId);
  await removeMember(room.host, { roomId: room.roomId, memberId: k.memberId });
  expect(await waiting()).toEqual(['あおい']);
  await closeRoom(room.host, room.roomId);
  expect(await waiting()).toEqual([]);
  expect(await unheard(aoi.viewer)).toMatchObject({ mine: null });
  expect(await sayCannotHear(aoi.viewer, room.roomId)).toBe('closed');
});
