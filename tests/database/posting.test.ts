/** Posts that come to a room together: kept together, each with its own answer, whichever process they came to. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { now } from '#platform/clock';
import { db, inTransaction } from '#platform/db';
import type { RoomId } from '#rooms';
import { muteMember, slowDown } from '#rooms/server';
import { appendMessages } from '../../src/rooms/log/message-queries.server.ts';
import { somebodyWaits } from '../support/locks.ts';
import { createParticipant } from '../support/participants.ts';
import { aRoom, say, type RoomGuest, type TestRoom } from '../support/rooms.ts';
import { statementsOf } from '../support/statements.ts';

const WRITERS = 32;

const guestsOf = (room: TestRoom, count: number) =>
  Promise.all(Array.from({ length: count }, (_, n) => room.guest(`人${n}`)));

const numbersIn = async (roomId: RoomId) => {
  const messages = db.selectFrom('messages').select('seq').where('room_id', '=', roomId);
  return (await messages.orderBy('seq').execute()).map(({ seq }) => seq);
};
const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);

const byProcess = ({ roomId }: TestRoom, { memberId }: RoomGuest, clientId: string) => ({
  ...{ roomId, authorId: memberId, clientId, kind: 'text' as const, text: '聞いています' },
  ...{ sentAt: now(), inTurn: false },
});

describe('ask the database whose room it is, whom the operator keeps out, who they are there, and write in one statement', () => {
  const costOf = async (room: TestRoom, guests: RoomGuest[]) => {
    const asked = await statementsOf(async () => {
      const answers = guests.map(({ viewer }) => say(viewer, room.roomId, 'わかります'));
      expect(await Promise.all(answers)).toEqual(guests.map((_, n) => ({ seq: n + 2 })));
    });
    return asked.length;
  };

  test.each([1, WRITERS])('for %i', async (writers) => {
    const room = await aRoom();
    expect(await costOf(room, await guestsOf(room, writers))).toBe(4);
  });

  test.each([1, WRITERS])(
    'for %i where one writes slowly: begin, whose turn it is, and commit besides',
    async (writers) => {
      const room = await aRoom();
      await slowDown(room.host, { roomId: room.roomId, seconds: 30 });
      expect(await costOf(room, await guestsOf(room, writers))).toBe(7);
    },
  );
});

test('have their own answers', async () => {
  const room = await aRoom();
  const [writes, muted, other] = await guestsOf(room, 3);
  if (!writes || !muted || !other) throw new Error('too few');
  const { roomId } = room;
  const [before, once] = [randomUUID(), randomUUID()];
  await say(writes.viewer, roomId, '前の', before);
  await say(muted.viewer, roomId, '前の', before);
  await muteMember(room.host, { roomId, memberId: muted.memberId });
  const stranger = (await createParticipant()).viewer;
  const answers = await Promise.all([
    say(writes.viewer, roomId, '一', once),
    say(stranger, roomId, '入れて'),
    say(writes.viewer, roomId, '一', once.toUpperCase()),
    say(writes.viewer, roomId, '別の', once),
    say(muted.viewer, roomId, '前の', before),
    say(muted.viewer, roomId, '別の', before),
    say(muted.viewer, roomId, 'もう一つ'),
    say(other.viewer, roomId, '二'),
    say(room.host, roomId, '三'),
    say(writes.viewer, roomId, '前の', before),
  ]);
  const [same, conflict] = [{ seq: 4 }, 'conflict'];
  expect(answers).toEqual([
    ...[same, 'not_found', same, conflict, { seq: 3 }, conflict, 'muted'],
    ...[{ seq: 5 }, { seq: 6 }, { seq: 2 }],
  ]);
  expect(await numbersIn(roomId)).toEqual(upTo(6));
});

test('in slow mode give each author one turn, and hosts as many as they like', async () => {
  const room = await aRoom();
  const { roomId, host } = room;
  await slowDown(host, { roomId, seconds: 30 });
  const [a, b] = await guestsOf(room, 2);
  if (!a || !b) throw new Error('too few');
  const wait = { waitMs: expect.any(Number) as number };
  const writing = [a.viewer, host, a.viewer, b.viewer, host, b.viewer];
  expect(await Promise.all(writing.map((viewer, n) => say(viewer, roomId, `${n}`)))).toEqual([
    ...[{ seq: 2 }, { seq: 3 }, wait, { seq: 4 }, { seq: 5 }, wait],
  ]);
});

test('of many processes are numbered without a gap', async () => {
  const room = await aRoom();
  const guests = await guestsOf(room, 10);
  const posting = Array.from({ length: 40 }, () =>
    appendMessages(
      db,
      guests.map((guest) => byProcess(room, guest, randomUUID())),
    ),
  );
  const kept = (await Promise.all(posting)).map((seqs) => [...seqs.values()]);
  for (const seqs of kept) expect(seqs).toEqual(seqs.map((_, n) => (seqs[0] ?? 0) + n));
  expect(await numbersIn(room.roomId)).toEqual(upTo(401));
});

describe('that another process keeps in the same moment', () => {
  const race = async (room: TestRoom, a: RoomGuest, others: () => Promise<unknown>[]) => {
    const clientId = randomUUID();
    const posted = await inTransaction(async (trx) => {
      await appendMessages(trx, [byProcess(room, a, clientId)]);
      const posting = [say(a.viewer, room.roomId, '聞いています', clientId), ...others()];
      await somebodyWaits();
      return posting;
    });
    return Promise.all(posted);
  };

  test('are the same message', async () => {
    const room = await aRoom();
    expect(await race(room, await room.guest('あおい'), () => [])).toEqual([{ seq: 2 }]);
    expect(await numbersIn(room.roomId)).toEqual(upTo(2));
  });

  test('take nothing from whoever came with them', async () => {
    const room = await aRoom();
    const [a, b] = [await room.guest('あおい'), await room.guest('K')];
    const others = () => [say(b.viewer, room.roomId, '一'), say(a.viewer, room.roomId, '二')];
    expect(await race(room, a, others)).toEqual([{ seq: 2 }, { seq: 3 }, { seq: 4 }]);
    expect(await numbersIn(room.roomId)).toEqual(upTo(4));
  });
});
