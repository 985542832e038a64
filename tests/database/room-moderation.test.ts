import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { minutes, seconds } from '#platform/clock';
import { db, inTransaction, sql } from '#platform/db';
import { organisationScope } from '#participants';
import type { RoomId, RoomViewer } from '#rooms';
import {
  admitMember,
  messagesAfter,
  muteMember,
  peopleOf,
  removeMember,
  roomOf,
  roomOfContact,
  slowDown,
  unmuteMember,
  withdrawMember,
} from '#rooms/server';
import { answerContact } from '#urgent/server';
import { useFakeClock } from '../support/clock.ts';
import { somebodyWaits } from '../support/locks.ts';
import { createParticipant, showIn } from '../support/participants.ts';
import { aRoom, say, type TestRoom } from '../support/rooms.ts';
import { anAccount } from '../support/organisations.ts';
import { aCaller } from '../support/contacts.ts';
import { onDutyAt } from '../support/staff.ts';
import { aTown } from '../support/towns.ts';

const EVENING = new Date('2026-11-21T11:00:00Z');

const pageOf = async (viewer: RoomViewer, roomId: RoomId) => {
  const page = await messagesAfter(viewer, { roomId, after: 0 });
  if (page === 'not_found') throw new Error('not found');
  return page;
};
const textsOf = async (viewer: RoomViewer, roomId: RoomId) =>
  (await pageOf(viewer, roomId)).messages.filter(({ kind }) => kind === 'text').map((m) => m.text);
const slowBy = ({ host, roomId }: TestRoom, every: 10 | 30 | 60 | 120 | null) =>
  slowDown(host, { roomId, seconds: every });

describe('in slow mode', () => {
  test('a participant writes once each so many seconds, and reads how long to wait', async () => {
    const clock = useFakeClock(EVENING);
    const room = await aRoom();
    const { viewer } = await room.guest('あおい');
    expect(await slowBy(room, 30)).toBe('paced');
    expect(await say(viewer, room.roomId, '一')).toEqual({ seq: 2 });
    clock.advance(seconds(12));
    expect(await say(viewer, room.roomId, '二')).toEqual({ waitMs: 18_000 });
    clock.advance(seconds(18) - 1);
    expect(await say(viewer, room.roomId, '二')).toEqual({ waitMs: 1 });
    clock.advance(1);
    expect(await say(viewer, room.roomId, '二')).toEqual({ seq: 3 });
    expect(await textsOf(room.host, room.roomId)).toEqual(['一', '二']);
  });

  test('hosts write as they like, and one does not wait for another', async () => {
    useFakeClock(EVENING);
    const room = await aRoom();
    await slowBy(room, 120);
    const [a, b] = [await room.guest('あ'), await room.guest('い')];
    for (const viewer of [room.host, a.viewer, room.host, b.viewer, room.host])
      expect(await say(viewer, room.roomId, 'はい')).toHaveProperty('seq');
  });

  test('of twenty posts at the same moment one is kept, from whatever tab they come', async () => {
    useFakeClock(EVENING);
    const room = await aRoom();
    await slowBy(room, 10);
    const { viewer } = await room.guest('あらし');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => say(viewer, room.roomId, `${n}`)),
    );
    expect(answers.filter((answer) => typeof answer === 'object' && 'seq' in answer)).toHaveLength(
      1,
    );
    expect(await textsOf(room.host, room.roomId)).toHaveLength(1);
  });

  test('the same message sent again is the same message, not one too many', async () => {
    useFakeClock(EVENING);
    const room = await aRoom();
    await slowBy(room, 60);
    const { viewer } = await room.guest('あおい');
    const clientId = randomUUID();
    const kept = await say(viewer, room.roomId, '一', clientId);
    expect(await say(viewer, room.roomId, '一', clientId)).toEqual(kept);
    expect(await say(viewer, room.roomId, '別の文', clientId)).toBe('conflict');
  });

  test('everybody reads that it is on, only a host turns it, and it is over at once', async () => {
    useFakeClock(EVENING);
    const room = await aRoom();
    const { viewer } = await room.guest('あおい');
    const stranger = (await createParticipant()).viewer;
    for (const other of [viewer, stranger, await anAccount(room.organisationId, 'admin')])
      expect(await slowDown(other, { roomId: room.roomId, seconds: 10 })).toBe('not_found');
    expect((await pageOf(viewer, room.roomId)).slowSeconds).toBeNull();
    await slowBy(room, 60);
    expect((await pageOf(viewer, room.roomId)).slowSeconds).toBe(60);
    await say(viewer, room.roomId, '一');
    expect(await say(viewer, room.roomId, '二')).toEqual({ waitMs: 60_000 });
    await slowBy(room, null);
    expect(await say(viewer, room.roomId, '二')).toEqual({ seq: 3 });
  });

  test('it is turned on in the moment somebody writes: the row decides, not what was read before', async () => {
    useFakeClock(EVENING);
    const room = await aRoom();
    const { viewer } = await room.guest('あおい');
    const posted = await inTransaction(async (trx) => {
      await sql`update rooms set slow_seconds = 30 where id = ${room.roomId}`.execute(trx);
      const posting = say(viewer, room.roomId, '一');
      await somebodyWaits();
      return [posting];
    });
    expect(await posted[0]).toEqual({ seq: 2 });
    expect(await say(viewer, room.roomId, '二')).toEqual({ waitMs: 30_000 });
  });
});

test('the database knows only these paces, rooms_slow_seconds says', async () => {
  const { roomId } = await aRoom();
  for (const pace of [0, 11, 3_600])
    await expect(
      sql`update rooms set slow_seconds = ${pace} where id = ${roomId}`.execute(db),
    ).rejects.toMatchObject({ constraint: 'rooms_slow_seconds' });
});

describe('where a host has put somebody out', () => {
  test('whoever comes in afterwards writes once in ten seconds for ten minutes; who was there before does not', async () => {
    const clock = useFakeClock(EVENING);
    const room = await aRoom();
    const before = await room.guest('まえから');
    const out = await room.guest('あらし');
    await removeMember(room.host, { roomId: room.roomId, memberId: out.memberId });
    const { viewer } = await room.guest('あとから');
    expect(await say(viewer, room.roomId, '一')).toHaveProperty('seq');
    expect(await say(viewer, room.roomId, '二')).toEqual({ waitMs: 10_000 });
    for (const text of ['三', '四'])
      expect(await say(before.viewer, room.roomId, text)).toHaveProperty('seq');
    clock.advance(minutes(10));
    for (const text of ['五', '六'])
      expect(await say(viewer, room.roomId, text)).toHaveProperty('seq');
  });

  test('giving the place up and coming back makes nobody an old member', async () => {
    const clock = useFakeClock(EVENING);
    const room = await aRoom();
    const out = await room.guest('あらし');
    const guest = await room.guest('K');
    await removeMember(room.host, { roomId: room.roomId, memberId: out.memberId });
    const pseudonym = await showIn(organisationScope(room.organisationId), guest.viewer);
    await inTransaction((trx, afterCommit) =>
      withdrawMember(trx, room.roomId, { pseudonym }, afterCommit),
    );
    await admitMember(db, room.roomId, { pseudonym, nickname: 'K', role: 'participant' });
    await say(guest.viewer, room.roomId, '一');
    clock.advance(seconds(4));
    expect(await say(guest.viewer, room.roomId, '二')).toEqual({ waitMs: 6_000 });
  });
});

describe('somebody who is muted', () => {
  test('reads on, writes no more, and is the only one who is told', async () => {
    const room = await aRoom();
    const [aoi, k] = [await room.guest('あおい'), await room.guest('K')];
    await say(aoi.viewer, room.roomId, '一');
    const of = { roomId: room.roomId, memberId: aoi.memberId };
    expect(await muteMember(room.host, of)).toBe('muted');
    expect(await muteMember(room.host, of)).toBe('muted');
    expect(await say(aoi.viewer, room.roomId, '二')).toBe('muted');
    await say(room.host, room.roomId, 'ようこそ');
    expect(await textsOf(aoi.viewer, room.roomId)).toEqual(['一', 'ようこそ']);
    expect((await pageOf(aoi.viewer, room.roomId)).muted).toBe(true);
    expect((await pageOf(k.viewer, room.roomId)).muted).toBe(false);
    const seen = JSON.stringify([
      await peopleOf(k.viewer, room.roomId),
      await peopleOf(aoi.viewer, room.roomId),
      await pageOf(k.viewer, room.roomId),
    ]);
    expect(seen).not.toContain('"muted":true');
    expect(JSON.stringify(await peopleOf(room.host, room.roomId))).toContain('"muted":true');
    expect(await unmuteMember(room.host, of)).toBe('unmuted');
    expect(await say(aoi.viewer, room.roomId, '二')).toHaveProperty('seq');
  });

  test('is muted by hosts alone, and no host by another', async () => {
    const room = await aRoom();
    const other = await aRoom();
    const [aoi, k] = [await room.guest('あおい'), await room.guest('K')];
    const { roomId } = room;
    const admin = await anAccount(room.organisationId, 'admin');
    for (const viewer of [k.viewer, aoi.viewer, other.host, admin]) {
      expect(await muteMember(viewer, { roomId, memberId: aoi.memberId })).toBe('not_found');
      expect(await unmuteMember(viewer, { roomId, memberId: aoi.memberId })).toBe('not_found');
    }
    expect(await muteMember(room.host, { roomId, memberId: room.hostMemberId })).toBe('not_found');
    const elsewhere = await other.guest('よそ');
    expect(await muteMember(room.host, { roomId, memberId: elsewhere.memberId })).toBe('not_found');
  });

  test('stays so after leaving and coming back', async () => {
    const room = await aRoom();
    const { viewer, memberId } = await room.guest('あおい');
    await muteMember(room.host, { roomId: room.roomId, memberId });
    const pseudonym = await showIn(organisationScope(room.organisationId), viewer);
    await inTransaction((trx, afterCommit) =>
      withdrawMember(trx, room.roomId, { pseudonym }, afterCommit),
    );
    await admitMember(db, room.roomId, { pseudonym, nickname: '別の名', role: 'participant' });
    expect(await say(viewer, room.roomId, 'また来ました')).toBe('muted');
  });
});

test('nobody is slowed down, muted or put out in a talk that is theirs alone', async () => {
  const town = await aTown();
  const staff = await onDutyAt(town.own);
  const caller = await aCaller(town);
  await answerContact(staff.viewer, caller.contactId);
  const room = await roomOfContact(db, caller.contactId);
  if (!room) throw new Error('answered, and no room');
  const members = await peopleOf(staff.viewer, room.id);
  const { memberId } = await roomOf(caller.viewer, room.id).then((view) => view?.me ?? never());
  expect(members).not.toBe('not_found');
  const of = { roomId: room.id, memberId };
  expect(await slowDown(staff.viewer, { roomId: room.id, seconds: 10 })).toBe('not_found');
  expect(await muteMember(staff.viewer, of)).toBe('not_found');
  expect(await removeMember(staff.viewer, of)).toBe('not_found');
  expect(await say(caller.viewer, room.id, '聞いてください')).toHaveProperty('seq');
});

const never = (): never => {
  throw new Error('no member');
};
