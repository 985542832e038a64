import { expect, test } from 'vitest';
import { db, sql } from '#platform/db';
import type { RoomId, RoomViewer } from '#rooms';
import { messagesAfter, peopleOf, seeMember, unseeMember } from '#rooms/server';
import { createParticipant } from '../support/participants.ts';
import { aRoom, say } from '../support/rooms.ts';

const pageOf = async (viewer: RoomViewer, roomId: RoomId) => {
  const page = await messagesAfter(viewer, { roomId, after: 0 });
  if (page === 'not_found') throw new Error('not found');
  return page;
};

test('whose words somebody does not want to see is kept for them, wherever they read, and taken back', async () => {
  const { roomId, guest } = await aRoom();
  const [reader, other] = [await guest('K'), await guest('あらし')];
  const of = { roomId, memberId: other.memberId };
  for (let n = 0; n < 2; n += 1) expect(await unseeMember(reader.viewer, of)).toBe('unseen');
  expect((await pageOf(reader.viewer, roomId)).unseen).toEqual([other.memberId]);
  expect(await seeMember(reader.viewer, of)).toBe('seen');
  expect((await pageOf(reader.viewer, roomId)).unseen).toEqual([]);
});

test('nobody else learns of it: not the other, not the host, not by any list', async () => {
  const { roomId, host, guest } = await aRoom();
  const [reader, other] = [await guest('K'), await guest('あらし')];
  const told = async () =>
    JSON.stringify(
      await Promise.all(
        [other.viewer, host].flatMap((viewer) => [
          messagesAfter(viewer, { roomId, after: 0 }),
          peopleOf(viewer, roomId),
        ]),
      ),
    );
  await say(other.viewer, roomId, '一');
  const before = await told();
  await unseeMember(reader.viewer, { roomId, memberId: other.memberId });
  expect(await told()).toBe(before);
});

test('one looks away from others in one’s own room, not from oneself, not from elsewhere', async () => {
  const room = await aRoom();
  const other = await aRoom();
  const [reader, elsewhere] = [await room.guest('K'), await other.guest('よそ')];
  const { roomId } = room;
  for (const memberId of [reader.memberId, elsewhere.memberId])
    expect(await unseeMember(reader.viewer, { roomId, memberId })).toBe('not_found');
  const stranger = (await createParticipant()).viewer;
  for (const viewer of [stranger, elsewhere.viewer])
    expect(await unseeMember(viewer, { roomId, memberId: reader.memberId })).toBe('not_found');
  const itself = sql`insert into unseen_members (room_id, member_id, unseen_id)
    values (${roomId}, ${reader.memberId}, ${reader.memberId})`.execute(db);
  await expect(itself).rejects.toMatchObject({ constraint: 'unseen_members_are_others' });
});
