import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import { describe, expect, test } from 'vitest';
import type { SessionCookie } from '#platform/cookies';
import type { Message, MessagePage, RoomId } from '#rooms';
import { closeRoom, openWithin, peopleOf, removeMember } from '#rooms/server';
import { cancelSignup, enterOccurrenceRoom, signUp } from '#signup/server';
import { later, minutes, now } from '#platform/clock';
import { db, inTransaction } from '#platform/db';
import { anOccurrence } from '../support/schedule.ts';
import { filledForm, viewerOf } from '../support/signup.ts';
import { aRoom, say, type RoomGuest, type TestRoom } from '../support/rooms.ts';
import { nextEvent, openRealtimeHost, type ClientOptions } from '../support/realtime.ts';
import { createParticipant } from '../support/participants.ts';

/** An open room and the portal's sockets; `sit` brings a guest's device into the room. */
async function scene() {
  const [host, room] = [await openRealtimeHost(), await aRoom()];
  const connect = ({ cookie }: { cookie: SessionCookie }, options: ClientOptions = {}) =>
    host.connect('/participant', { cookie: `${cookie.name}=${cookie.value}`, ...options });
  const sit = async (guest: RoomGuest, options?: ClientOptions) => {
    const client = await connect(guest, options);
    await enter(client, room);
    return client;
  };
  return { room, connect, sit };
}

const ask = (client: Socket, event: string, payload: unknown) =>
  client.timeout(3_000).emitWithAck(event, payload);
const enter = (client: Socket, room: TestRoom, after = 0) =>
  ask(client, 'room:enter', { roomId: room.roomId, after });
const post = (client: Socket, room: TestRoom, text: string, clientId: string = randomUUID()) =>
  ask(client, 'message:post', { roomId: room.roomId, clientId, text });
const again = async (client: Socket) => {
  client.connect();
  await nextEvent(client, 'connect');
};
const collect = (client: Socket) => {
  const seen: Message[] = [];
  client.on('message:posted', (messages: Message[]) => seen.push(...messages));
  return seen;
};

describe('a message', () => {
  test('reaches its writer as a number and the bystander as itself', async () => {
    const { room, sit } = await scene();
    const sender = await sit(await room.guest('あおい'));
    const bystander = await sit(await room.guest('K'));
    const news = nextEvent(bystander, 'message:posted');
    const reply = await post(sender, room, 'こんばんは');
    expect(reply).toEqual({ ok: true, value: { seq: 2 } });
    expect(await news).toMatchObject([{ seq: 2, text: 'こんばんは', nickname: 'あおい' }]);
  });

  test('posted by a form reaches those on sockets', async () => {
    const { room, sit } = await scene();
    const bystander = await sit(await room.guest('K'));
    const news = nextEvent(bystander, 'message:posted');
    await say(room.host, room.roomId, 'ようこそ');
    expect(await news).toMatchObject([{ seq: 2, host: true }]);
  });

  test('never reaches an intruder, who cannot tell the room from none', async () => {
    const { room, connect } = await scene();
    const other = await aRoom();
    const intruder = await connect(await createParticipant());
    const neighbour = await connect(await other.guest('となり'));
    await enter(neighbour, other);
    const seen = [collect(intruder), collect(neighbour)];
    for (const client of [intruder, neighbour]) {
      const there = [
        await enter(client, room),
        await post(client, room, '入れて'),
        await ask(client, 'messages:after', { roomId: room.roomId, after: 0 }),
        await ask(client, 'room:people', { roomId: room.roomId }),
      ];
      const nowhere = await ask(client, 'messages:after', { roomId: randomUUID(), after: 0 });
      for (const reply of there) expect(reply).toEqual(nowhere);
      expect(nowhere).toEqual({ ok: true, value: 'not_found' });
    }
    await say(room.host, room.roomId, '内輪の話');
    await pause(300);
    expect(seen).toEqual([[], []]);
  });

  test('of one tick comes with the others in one packet, in order', async () => {
    const { room, sit } = await scene();
    const bystander = await sit(await room.guest('K'));
    const packets: Message[][] = [];
    bystander.on('message:posted', (messages: Message[]) => packets.push(messages));
    const writers = await Promise.all(Array.from({ length: 8 }, (_, n) => room.guest(`人${n}`)));
    await Promise.all(writers.map(({ viewer }) => say(viewer, room.roomId, 'わかります')));
    await expect.poll(() => packets.flat()).toHaveLength(8);
    expect(new Set(packets.flat().map((message) => message.seq)).size).toBe(8);
  });
});

describe('a cut', () => {
  test('loses and doubles nothing: the same client id is the same message, the rest follows the last number', async () => {
    const { room, sit } = await scene();
    const client = await sit(await room.guest('あおい'));
    const clientId = randomUUID();
    expect(await post(client, room, '届いたかな', clientId)).toMatchObject({ value: { seq: 2 } });
    client.disconnect();
    await say(room.host, room.roomId, '途切れている間に一');
    await say(room.host, room.roomId, '途切れている間に二');
    await again(client);
    const entered = await enter(client, room, 2);
    expect(entered.value.page.messages.map((message: Message) => message.seq)).toEqual([3, 4]);
    expect(await post(client, room, '届いたかな', clientId)).toMatchObject({ value: { seq: 2 } });
    const all = await ask(client, 'messages:after', { roomId: room.roomId, after: 0 });
    expect((all.value as MessagePage).messages.map((message) => message.seq)).toEqual([1, 2, 3, 4]);
  });

  test('over and over under traffic leaves every reader with every message once', async () => {
    const { room, sit } = await scene();
    const client = await sit(await room.guest('あおい'));
    const known = new Map<number, string>();
    const take = (messages: Message[]) => {
      for (const message of messages) known.set(message.seq, message.text);
    };
    client.on('message:posted', take);
    const writing = (async () => {
      for (let n = 0; n < 60; n += 1) await say(room.host, room.roomId, `${n}`);
    })();
    for (let n = 0; n < 5; n += 1) {
      client.disconnect();
      await again(client);
      take((await enter(client, room, 0)).value.page.messages);
    }
    await writing;
    take((await ask(client, 'messages:after', { roomId: room.roomId, after: 0 })).value.messages);
    expect([...known.keys()].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 61 }, (_, n) => n + 1),
    );
  });
});

test('whoever gives the place up hears within two seconds that they are out, and nothing after', async () => {
  const { connect } = await scene();
  const id = await anOccurrence({ starts_at: later(now(), minutes(10)) });
  await db.updateTable('series').set({ sign_up_closes_minutes: 0 }).execute();
  const outcome = await signUp(null, filledForm(id));
  if (typeof outcome === 'string' || !('receipt' in outcome) || !outcome.cookie)
    throw new Error(JSON.stringify(outcome));
  const viewer = await viewerOf(outcome.cookie);
  const roomId = await enterOccurrenceRoom(viewer, id);
  const client = await connect({ cookie: outcome.cookie });
  await ask(client, 'room:enter', { roomId, after: 0 });
  const seen = collect(client);
  const out = nextEvent(client, 'member:removed');
  await cancelSignup(viewer, outcome.receipt);
  expect(await Promise.race([out, pause(2_000)])).toEqual({ roomId });
  await inTransaction((trx, afterCommit) => openWithin(trx, String(roomId) as RoomId, afterCommit));
  await pause(200);
  expect(seen).toEqual([]);
});

describe('whoever is removed', () => {
  test('hears so within two seconds, then nothing, and comes back to nothing', async () => {
    const { room, sit } = await scene();
    const guest = await room.guest('あおい');
    const client = await sit(guest);
    const seen = collect(client);
    const news = nextEvent(client, 'member:removed');
    await removeMember(room.host, { roomId: room.roomId, memberId: guest.memberId });
    expect(await news).toEqual({ roomId: room.roomId });
    await say(room.host, room.roomId, 'つづけましょう');
    await pause(300);
    expect(seen).toEqual([]);
    expect(await post(client, room, 'まだ')).toEqual({ ok: true, value: 'not_found' });
    expect(await enter(client, room)).toEqual({ ok: true, value: 'not_found' });
  });

  test('during a cut finds nothing of what was said meanwhile', async () => {
    const { room, sit } = await scene();
    const guest = await room.guest('あおい');
    const client = await sit(guest);
    client.disconnect();
    await removeMember(room.host, { roomId: room.roomId, memberId: guest.memberId });
    await say(room.host, room.roomId, '内輪の話');
    await again(client);
    const seen = collect(client);
    expect(await enter(client, room, 1)).toEqual({ ok: true, value: 'not_found' });
    await say(room.host, room.roomId, 'もうひとつ');
    await pause(300);
    expect(seen).toEqual([]);
  });
});

describe('a room', () => {
  test('tells that it is closed, and takes nothing more', async () => {
    const { room, sit } = await scene();
    const client = await sit(await room.guest('あおい'));
    const news = nextEvent(client, 'message:posted');
    const changed = nextEvent(client, 'room:changed');
    await closeRoom(room.host, room.roomId);
    expect(await news).toMatchObject([{ kind: 'closed', authorId: null }]);
    expect(await changed).toEqual({ roomId: room.roomId });
    expect(await post(client, room, 'おそい')).toEqual({ ok: true, value: 'closed' });
  });

  test('counts who is connected, watching unseen; who leaves is gone without a word', async () => {
    const { room, sit } = await scene();
    const writer = await sit(await room.guest('あおい'));
    const watcher = await sit(await room.guest('K'));
    await post(writer, room, 'います');
    const both = await ask(writer, 'room:people', { roomId: room.roomId });
    expect(both.value).toMatchObject({
      connected: 2,
      watching: 1,
      named: [{ nickname: 'あおい' }],
    });
    const seen = collect(writer);
    watcher.disconnect();
    await expect
      .poll(async () => (await ask(writer, 'room:people', { roomId: room.roomId })).value.connected)
      .toBe(1);
    expect(seen).toEqual([]);
    const all = await peopleOf(room.host, room.roomId);
    expect(all).toMatchObject({ connected: 1, named: { length: 3 } });
  });

  test('works through long polling alone', async () => {
    const { room, sit } = await scene();
    const sender = await sit(await room.guest('あおい'), { transports: ['polling'] });
    const bystander = await sit(await room.guest('K'), { transports: ['polling'] });
    const news = nextEvent(bystander, 'message:posted');
    expect(await post(sender, room, '役場から')).toMatchObject({ ok: true, value: { seq: 2 } });
    expect(await news).toMatchObject([{ text: '役場から' }]);
    expect(sender.io.engine.transport.name).toBe('polling');
  });
});

describe('bad input', () => {
  const deep = () => {
    let nested: unknown = 0;
    for (let n = 0; n < 1_000; n += 1) nested = [nested];
    return nested;
  };

  test('is answered invalid, whatever its shape', async () => {
    const { room, sit } = await scene();
    const { roomId } = room;
    const payloads = [
      null,
      [],
      'x',
      7,
      {},
      { roomId, after: 0, more: 1 },
      { roomId: 'rooms', after: 0 },
      { roomId: { $ne: null }, after: 0 },
      JSON.parse(`{"roomId":"${roomId}","after":0,"__proto__":{"x":1}}`),
      deep(),
      ...[-1, 0.5, 1e308, '1 OR 1=1', null, 2 ** 31].map((after) => ({ roomId, after })),
    ];
    for (const payload of payloads) {
      const client = await sit(await room.guest('あ'));
      expect(await ask(client, 'messages:after', payload)).toEqual({
        ok: false,
        reason: 'invalid',
      });
      client.disconnect();
    }
    const texts = ['', ' \u200B ', 'あ'.repeat(2_001), 7, null];
    for (const text of texts) {
      const client = await sit(await room.guest('あ'));
      const reply = await ask(client, 'message:post', { roomId, clientId: randomUUID(), text });
      expect(reply).toEqual({ ok: false, reason: 'invalid' });
      client.disconnect();
    }
  });

  test('without an acknowledgement function is ignored; the server lives', async () => {
    const { room, sit } = await scene();
    const client = await sit(await room.guest('あおい'));
    client.emit('message:post', { roomId: room.roomId, clientId: randomUUID(), text: 'x' });
    client.emit('messages:after');
    client.emit('room:enter', null, 'no function');
    await pause(200);
    expect(await post(client, room, 'まだいます')).toMatchObject({ ok: true, value: { seq: 2 } });
  });

  test('of 17 KiB closes its own socket and nobody else’s', async () => {
    const { room, sit } = await scene();
    const client = await sit(await room.guest('あおい'));
    const bystander = await sit(await room.guest('K'));
    const closed = nextEvent(client, 'disconnect');
    client.emit('message:post', { text: 'x'.repeat(17 * 1024) }, () => undefined);
    expect(await closed).toMatch(/transport/);
    expect(bystander.connected).toBe(true);
    expect(await post(bystander, room, '無事です')).toMatchObject({ ok: true });
  });

  test('a thousand a second is slowed, then closed; others write on', async () => {
    const { room, sit } = await scene();
    const flooding = await sit(await room.guest('あらし'));
    const calm = await sit(await room.guest('K'));
    const closed = nextEvent(flooding, 'disconnect');
    const took = async (text: string) => {
      const from = performance.now();
      expect(await post(calm, room, text)).toMatchObject({ ok: true });
      return performance.now() - from;
    };
    const usual = await took('ふつうに書く');
    const input = { roomId: room.roomId, after: 0 };
    let looked = 0;
    const count = ({ ok }: { ok: boolean }) => (looked += Number(ok));
    for (let n = 0; n < 1_000; n += 1) flooding.emit('messages:after', input, count);
    expect((await took('まだ書ける')) - usual).toBeLessThan(500);
    expect(await closed).toBe('io server disconnect');
    expect(looked).toBeLessThanOrEqual(10);
  });
});
