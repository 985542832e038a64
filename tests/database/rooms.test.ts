import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { organisationScope } from '#participants';
import { days, hours, seconds } from '#platform/clock';
import { brokenConstraint, db, inTransaction, sql } from '#platform/db';
import type { MessagePage, RoomId, RoomViewer } from '#rooms';
import {
  admitMember,
  closeForgottenRooms,
  closeRoom,
  deleteOldRooms,
  eraseRoom,
  hideMessage,
  latestMessages,
  leaveQuietly,
  messagesAfter,
  notePresence,
  openRoom,
  peopleOf,
  postMessage,
  removeMember,
  roomOf,
  withdrawMember,
  writeSystemLine,
} from '#rooms/server';
import { useFakeClock } from '../support/clock.ts';
import { anAccount } from '../support/organisations.ts';
import { aRoom, say } from '../support/rooms.ts';
import { createParticipant, showIn } from '../support/participants.ts';

const read = async (viewer: RoomViewer, roomId: RoomId, after = 0): Promise<MessagePage> => {
  const page = await messagesAfter(viewer, { roomId, after });
  if (page === 'not_found') throw new Error('not found');
  return page;
};
const textsOf = (page: MessagePage) =>
  page.messages.filter((message) => message.kind === 'text').map((message) => message.text);

describe('what is written', () => {
  test('is read by everybody in the order of its numbers', async () => {
    const { roomId, host, guest } = await aRoom();
    const aoi = await guest('あおい');
    const k = await guest('K');
    await say(aoi.viewer, roomId, 'はじめまして');
    await say(host, roomId, 'ようこそ');
    const page = await read(k.viewer, roomId);
    expect(textsOf(page)).toEqual(['はじめまして', 'ようこそ']);
    expect(page.messages.map((m) => m.seq)).toEqual([1, 2, 3]);
    expect(page.messages.map((m) => [m.kind, m.nickname, m.host])).toEqual([
      ['opened', '', false],
      ['text', 'あおい', false],
      ['text', 'のぶさん', true],
    ]);
    expect(page).toMatchObject({ more: false, state: 'open', seq: 3, hidden: [] });
  });

  test('is numbered without a gap under thirty writers at once', async () => {
    const { roomId, guest } = await aRoom();
    const writers = await Promise.all(Array.from({ length: 30 }, (_, n) => guest(`人${n}`)));
    const posted = await Promise.all(
      writers.flatMap((writer) =>
        Array.from({ length: 10 }, (_, n) => say(writer.viewer, roomId, `${n}`)),
      ),
    );
    const numbers = posted.map((result) =>
      typeof result === 'object' && 'seq' in result ? result.seq : result,
    );
    expect(new Set(numbers).size).toBe(300);
    const rows = await db
      .selectFrom('messages')
      .select('seq')
      .where('room_id', '=', roomId)
      .orderBy('seq')
      .execute();
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 301 }, (_, n) => n + 1));
  });

  test('is the same message when it comes again, by turns or at once', async () => {
    const { roomId, guest } = await aRoom();
    const { viewer } = await guest('あおい');
    const clientId = randomUUID();
    const first = await say(viewer, roomId, '聞いています', clientId);
    expect(await say(viewer, roomId, '聞いています', clientId)).toEqual(first);
    const other = randomUUID();
    const together = await Promise.all(
      Array.from({ length: 20 }, () => say(viewer, roomId, 'わかります', other)),
    );
    expect(new Set(together.map((result) => JSON.stringify(result))).size).toBe(1);
    const after = await say(viewer, roomId, '次');
    expect(after).toEqual({ seq: 4 });
  });

  test('is not replaced by other words under the same client id', async () => {
    const { roomId, guest } = await aRoom();
    const { viewer } = await guest('あおい');
    const clientId = randomUUID();
    await say(viewer, roomId, '聞いています', clientId);
    expect(await say(viewer, roomId, 'ちがう言葉', clientId)).toBe('conflict');
    expect(textsOf(await read(viewer, roomId))).toEqual(['聞いています']);
  });

  test('may carry the same client id as another author’s', async () => {
    const { roomId, guest } = await aRoom();
    const [a, b] = [await guest('あ'), await guest('い')];
    const clientId = randomUUID();
    expect(await say(a.viewer, roomId, '一', clientId)).toEqual({ seq: 2 });
    expect(await say(b.viewer, roomId, '二', clientId)).toEqual({ seq: 3 });
  });

  test('comes in pages of two hundred', async () => {
    const { roomId, guest } = await aRoom();
    const { viewer } = await guest('あおい');
    await sql`insert into messages (room_id, seq, author_id, client_id, body, sent_at)
      select ${roomId}, n, (select id from room_members where room_id = ${roomId} limit 1), gen_random_uuid(), n::text, now()
      from generate_series(2, 450) n`.execute(db);
    await sql`update rooms set seq = 450 where id = ${roomId}`.execute(db);
    const first = await read(viewer, roomId);
    expect([first.messages.length, first.more]).toEqual([200, true]);
    const last = await read(viewer, roomId, 400);
    expect([last.messages.length, last.more]).toEqual([50, false]);
    const latest = await latestMessages(viewer, roomId);
    expect(latest).toMatchObject({ more: false, messages: { length: 200 } });
  });

  test('keeps its place and loses its words when a host hides it', async () => {
    const { roomId, host, guest } = await aRoom();
    const { viewer } = await guest('あおい');
    await say(viewer, roomId, '電話番号は…');
    expect(await hideMessage(viewer, { roomId, seq: 2 })).toBe('not_found');
    expect(await hideMessage(host, { roomId, seq: 2 })).toBe('hidden');
    expect(await hideMessage(host, { roomId, seq: 1 })).toBe('not_found');
    const page = await read(viewer, roomId);
    expect(page.hidden).toEqual([2]);
    expect(page.messages[1]).toMatchObject({ seq: 2, text: '', hidden: true });
  });
});

describe('a room', () => {
  test('is written in only while it is open, and read on when closed', async () => {
    const { roomId, host, guest } = await aRoom({ open: false });
    const { viewer } = await guest('あおい');
    expect(await say(viewer, roomId, 'まだ')).toBe('closed');
    expect(await openRoom(viewer, roomId)).toBe('not_found');
    expect(await openRoom(host, roomId)).toBe('open');
    expect(await openRoom(host, roomId)).toBe('open');
    const clientId = randomUUID();
    const kept = await say(viewer, roomId, 'いま', clientId);
    expect(await closeRoom(viewer, roomId)).toBe('not_found');
    expect(await closeRoom(host, roomId)).toBe('closed');
    expect(await closeRoom(host, roomId)).toBe('closed');
    expect(await say(viewer, roomId, 'おそい')).toBe('closed');
    expect(await say(viewer, roomId, 'いま', clientId)).toEqual(kept);
    const page = await read(viewer, roomId);
    expect(page.messages.map((m) => m.kind)).toEqual(['opened', 'text', 'closed']);
    expect(page.state).toBe('closed');
  });

  test('of a session opens again; of a contact it does not', async () => {
    const { roomId, host, guest } = await aRoom();
    await closeRoom(host, roomId);
    expect(await openRoom(host, roomId)).toBe('open');
    expect(await say((await guest('あ')).viewer, roomId, 'また')).toEqual({ seq: 4 });
  });

  test('is not there for whoever is no member, whatever they try', async () => {
    const room = await aRoom();
    const other = await aRoom();
    const stranger = (await createParticipant()).viewer;
    const colleague = await anAccount(room.organisationId, 'admin');
    const neighbour = await other.guest('となり');
    for (const viewer of [stranger, colleague, other.host, neighbour.viewer]) {
      expect(await roomOf(viewer, room.roomId)).toBeUndefined();
      expect(await say(viewer, room.roomId, '入れて')).toBe('not_found');
      expect(await messagesAfter(viewer, { roomId: room.roomId, after: 0 })).toBe('not_found');
      expect(await latestMessages(viewer, room.roomId)).toBe('not_found');
      expect(await peopleOf(viewer, room.roomId)).toBe('not_found');
      expect(await openRoom(viewer, room.roomId)).toBe('not_found');
      expect(await closeRoom(viewer, room.roomId)).toBe('not_found');
      expect(await hideMessage(viewer, { roomId: room.roomId, seq: 1 })).toBe('not_found');
    }
    for (const id of [randomUUID(), '1 OR 1=1', '', '../x'])
      expect(await roomOf(room.host, id)).toBeUndefined();
  });

  test('is erased with everything in it', async () => {
    const { roomId, guest } = await aRoom();
    await say((await guest('あおい')).viewer, roomId, '消える');
    await inTransaction((trx, afterCommit) => eraseRoom(trx, roomId, afterCommit));
    const { rows } = await sql`select from messages where room_id = ${roomId}
      union all select from room_members where room_id = ${roomId}`.execute(db);
    expect(rows).toHaveLength(0);
  });
});

describe('a member', () => {
  test('who is removed finds the room no more, and cannot come in again', async () => {
    const { roomId, host, hostMemberId, organisationId, guest } = await aRoom();
    const { viewer, memberId } = await guest('あおい');
    await say(viewer, roomId, '最後の言葉');
    expect(await removeMember(viewer, { roomId, memberId })).toBe('not_found');
    expect(await removeMember(host, { roomId, memberId: hostMemberId })).toBe('not_found');
    expect(await removeMember(host, { roomId, memberId })).toBe('removed');
    expect(await say(viewer, roomId, 'まだいます')).toBe('not_found');
    expect(await messagesAfter(viewer, { roomId, after: 0 })).toBe('not_found');
    const pseudonym = await showIn(organisationScope(organisationId), viewer);
    const again = { pseudonym, nickname: '別の名', role: 'participant' as const };
    expect(await admitMember(db, roomId, again)).toBe('removed');
    expect(textsOf(await read(host, roomId))).toEqual(['最後の言葉']);
  });

  test('is one member however often they are let in, under the newest nickname', async () => {
    const { roomId, organisationId, guest } = await aRoom();
    const { viewer, memberId } = await guest('あおい');
    const pseudonym = await showIn(organisationScope(organisationId), viewer);
    const again = { pseudonym, nickname: 'あお', role: 'participant' as const };
    const ids = await Promise.all([1, 2, 3].map(() => admitMember(db, roomId, again)));
    expect(new Set(ids)).toEqual(new Set([memberId]));
    expect((await roomOf(viewer, roomId))?.me.nickname).toBe('あお');
  });

  test('of the staff who is withdrawn is out, and comes back reading from there on', async () => {
    const { roomId, host, organisationId, guest } = await aRoom();
    const { viewer } = await guest('あおい');
    const colleague = await anAccount(organisationId, 'window_staff');
    await say(viewer, roomId, '前の話');
    const { accountId } = colleague;
    const who = { accountId, nickname: 'ゆき', role: 'host' as const };
    await admitMember(db, roomId, { ...who, readsAfter: 2 });
    await say(viewer, roomId, '新しい話');
    expect(textsOf(await read(colleague, roomId))).toEqual(['新しい話']);
    await inTransaction((trx, afterCommit) =>
      withdrawMember(trx, roomId, { accountId }, afterCommit),
    );
    expect(await messagesAfter(colleague, { roomId, after: 0 })).toBe('not_found');
    await say(viewer, roomId, 'いない間の話');
    await admitMember(db, roomId, { ...who, readsAfter: 4 });
    await say(viewer, roomId, 'もどった後の話');
    expect(textsOf(await read(colleague, roomId))).toEqual(['もどった後の話']);
    expect(textsOf(await read(host, roomId))).toHaveLength(4);
  });

  test('sees those who have written and a number; a host sees everybody', async () => {
    const { roomId, host, guest } = await aRoom();
    const writing = await guest('あおい');
    const silent = await guest('K');
    await say(writing.viewer, roomId, 'こんばんは');
    const seen = await peopleOf(silent.viewer, roomId);
    expect(seen).toMatchObject({ named: [], watching: 0, connected: 0 });
    const all = await peopleOf(host, roomId);
    expect(all !== 'not_found' && all.named.map((person) => person.nickname)).toEqual([
      'のぶさん',
      'K',
      'あおい',
    ]);
  });
});

describe('the database itself refuses', () => {
  const refused = async (statement: Promise<unknown>) =>
    brokenConstraint(
      await statement.then(
        () => undefined,
        (error: unknown) => error,
      ),
    );

  test('a number given twice, a number below one, a client id used twice', async () => {
    const { roomId, hostMemberId } = await aRoom();
    const insert = (seq: number, clientId = randomUUID()) =>
      sql`insert into messages (room_id, seq, author_id, client_id, body, sent_at)
        values (${roomId}, ${seq}, ${hostMemberId}, ${clientId}, 'あ', now())`.execute(db);
    const clientId = randomUUID();
    await insert(2, clientId);
    expect(await refused(insert(2))).toBe('messages_pkey');
    expect(await refused(insert(0))).toBe('messages_seq_positive');
    expect(await refused(insert(3, clientId))).toBe('messages_once');
  });

  test('words without an author, an author of another room, too long a text', async () => {
    const { roomId, hostMemberId } = await aRoom();
    const other = await aRoom();
    const insert = (author: string | null, body: string) =>
      sql`insert into messages (room_id, seq, author_id, client_id, body, sent_at)
        values (${roomId}, 9, ${author}::uuid, gen_random_uuid(), ${body}, now())`.execute(db);
    expect(await refused(insert(null, 'あ'))).toBe('messages_text_has_author');
    expect(await refused(insert(other.hostMemberId, 'あ'))).toBe('messages_author');
    expect(await refused(insert(hostMemberId, 'あ'.repeat(8_001)))).toBe('messages_length');
  });

  test('a room of nobody, a second room for one occurrence, a closed room without a time', async () => {
    const { roomId } = await aRoom();
    const room = (values: string) =>
      sql`insert into rooms (occurrence_id, scope, title, state) ${sql.raw(values)}`.execute(db);
    const scope = `'organisation:${randomUUID()}'`;
    expect(await refused(room(`values (null, ${scope}, 'a', 'open')`))).toBe('rooms_belong_to_one');
    const same = `select occurrence_id, scope, 'b', 'open' from rooms where id = '${roomId}'`;
    expect(await refused(room(same))).toBe('rooms_one_an_occurrence');
    const closing = sql`update rooms set state = 'closed' where id = ${roomId}`.execute(db);
    expect(await refused(closing)).toBe('rooms_closed');
  });

  test('a member of two kinds, of none, twice in one room', async () => {
    const { roomId, host, organisationId, guest } = await aRoom();
    const { viewer } = await guest('あおい');
    const pseudonym = await showIn(organisationScope(organisationId), viewer);
    const insert = (p: string | null, a: string | null) =>
      sql`insert into room_members (room_id, pseudonym, account_id, nickname, role)
        values (${roomId}, ${p}::uuid, ${a}::uuid, 'x', 'host')`.execute(db);
    expect(await refused(insert(pseudonym, host.accountId))).toBe('room_members_are_one');
    expect(await refused(insert(null, null))).toBe('room_members_are_one');
    expect(await refused(insert(pseudonym, null))).toBe('room_members_pseudonym_once');
    expect(await refused(insert(null, host.accountId))).toBe('room_members_account_once');
  });
});

test('a line without author stands in its place among the words', async () => {
  const { roomId, host } = await aRoom();
  const seq = await inTransaction((trx, afterCommit) =>
    writeSystemLine(trx, roomId, 'staff_changed', afterCommit),
  );
  expect(seq).toBe(2);
  expect((await read(host, roomId)).messages[1]).toMatchObject({ kind: 'staff_changed', text: '' });
  expect(await postMessage(host, { roomId, clientId: randomUUID(), text: '三' })).toEqual({
    seq: 3,
  });
});

describe('time', () => {
  const MIDNIGHT = new Date('2026-11-21T15:00:00Z');
  const stateOf = async (roomId: RoomId) =>
    (await db.selectFrom('rooms').select('state').where('id', '=', roomId).executeTakeFirst())
      ?.state;

  test('closes a room three hours after its end, whether or not it was ever opened', async () => {
    const clock = useFakeClock(MIDNIGHT);
    const [open, prepared] = [await aRoom(), await aRoom({ open: false })];
    clock.advance(hours(5.5) - 1);
    await closeForgottenRooms(clock.now);
    expect([await stateOf(open.roomId), await stateOf(prepared.roomId)]).toEqual([
      'open',
      'prepared',
    ]);
    clock.advance(2);
    await closeForgottenRooms(clock.now);
    expect([await stateOf(open.roomId), await stateOf(prepared.roomId)]).toEqual([
      'closed',
      'closed',
    ]);
  });

  test('deletes a session’s texts thirty days after closing, not a moment before', async () => {
    const clock = useFakeClock(MIDNIGHT);
    const { roomId, host, guest } = await aRoom();
    const { viewer } = await guest('あおい');
    await say(viewer, roomId, 'ここだけの話');
    await closeRoom(host, roomId);
    clock.advance(days(30));
    await deleteOldRooms(clock.now);
    expect(textsOf(await read(viewer, roomId))).toEqual(['ここだけの話']);
    clock.advance(1);
    await deleteOldRooms(clock.now);
    expect(await roomOf(viewer, roomId)).toBeUndefined();
    const { rows } = await sql`select from messages where room_id = ${roomId}`.execute(db);
    expect(rows).toHaveLength(0);
  });

  test('holds a page without script for unstable when it asks late, and forgets it after a minute', async () => {
    const clock = useFakeClock(MIDNIGHT);
    const { roomId, host, guest } = await aRoom();
    const { viewer, memberId } = await guest('あおい');
    const line = async () => {
      const people = await peopleOf(host, roomId);
      if (people === 'not_found') throw new Error('not found');
      return people.named.find((person) => person.memberId === memberId)?.line;
    };
    await notePresence(viewer, roomId);
    clock.advance(seconds(20));
    await notePresence(viewer, roomId);
    expect(await line()).toBe('steady');
    clock.advance(seconds(26));
    expect(await line()).toBe('unstable');
    await notePresence(viewer, roomId);
    expect(await line()).toBe('steady');
    clock.advance(seconds(61));
    expect(await line()).toBe('away');
    await notePresence(viewer, roomId);
    await leaveQuietly(viewer, roomId);
    expect(await line()).toBe('away');
  });

  test('tells no participant how another one’s line is', async () => {
    const { roomId, host, guest } = await aRoom();
    const [aoi, k] = [await guest('あおい'), await guest('K')];
    await say(aoi.viewer, roomId, 'います');
    for (const viewer of [aoi.viewer, host]) await notePresence(viewer, roomId);
    const people = await peopleOf(k.viewer, roomId);
    expect(people).toMatchObject({ connected: 2, named: { length: 2 } });
    expect(JSON.stringify(people)).not.toContain('line');
  });
});
