/** Three hundred people in one room: everybody gets everything, and their coming floods nobody. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { now } from '#platform/clock';
import { db, sql } from '#platform/db';
import type { Message, MessagePage } from '#rooms';
import { peopleOf } from '#rooms/server';
import { MessageLog } from '../../src/rooms/log/message-log.ts';
import { openRealtimeHost, type RealtimeHost } from '../support/realtime.ts';
import { aRoom, manyIn, type TestRoom } from '../support/rooms.ts';

const PEOPLE = 300;
const WRITERS = 10;
const EACH = 5;

/** A device that only listens: what it was told, and how often it was told who is there. */
async function sit(server: RealtimeHost, { roomId }: TestRoom, cookie: string) {
  const client = await server.connect('/participant', { cookie });
  const ask = (event: string, input: object) =>
    client.timeout(20_000).emitWithAck(event, { roomId, ...input });
  const entered = await ask('room:enter', { after: 0 });
  const device = { ask, log: new MessageLog(entered.value.page as MessagePage), told: 0 };
  client.on('message:posted', (messages: Message[]) => device.log.hear(messages));
  client.on('people:changed', () => (device.told += 1));
  return device;
}

test('three hundred come together, ten of them write at once: everybody has every message, in order and without a gap', async () => {
  const [server, room] = [await openRealtimeHost(), await aRoom()];
  const cookies = await manyIn(room, PEOPLE);
  const cameAt = performance.now();
  const devices = await Promise.all(cookies.map((cookie) => sit(server, room, cookie)));
  const seconds = (performance.now() - cameAt) / 1_000;
  await expect
    .poll(async () => (await peopleOf(room.host, room.roomId)) as object)
    .toMatchObject({ connected: PEOPLE });

  const wroteAt = performance.now();
  const writing = devices.slice(0, WRITERS).map(async ({ ask }) => {
    for (let n = 0; n < EACH; n += 1)
      await ask('message:post', { clientId: randomUUID(), text: `${n}` });
  });
  await Promise.all(writing);
  const complete = WRITERS * EACH + 1;
  await expect.poll(() => devices.filter(({ log }) => log.last === complete).length).toBe(PEOPLE);
  for (const { log } of devices) {
    expect(log.hasGap).toBe(false);
    expect(log.messages.map(({ seq }) => seq)).toEqual(
      Array.from({ length: complete }, (_, n) => n + 1),
    );
  }
  const wholeSeconds = Math.ceil((performance.now() - cameAt) / 1_000);
  const told = Math.max(...devices.map((device) => device.told));
  console.log({ seconds, wroteMs: performance.now() - wroteAt, told });
  // Once a second, however many come: each telling makes everybody ask.
  expect(told).toBeLessThanOrEqual(wholeSeconds + 1);
});

test('who is there is read as fast among three hundred and five thousand messages', async () => {
  const room = await aRoom();
  await manyIn(room, PEOPLE);
  await sql`insert into messages (room_id, seq, author_id, client_id, body, sent_at)
    select ${room.roomId}, 1 + n, m.ids[1 + n % 100], gen_random_uuid(), 'x', now()
    from generate_series(1, 5000) n,
      (select array_agg(id) as ids from room_members where room_id = ${room.roomId}) m`.execute(db);
  await sql`insert into room_presence (connection, room_id, member_id, renewed_at)
    select gen_random_uuid(), room_id, id, ${now()} from room_members where room_id = ${room.roomId}`.execute(
    db,
  );
  await sql`analyze messages, room_members, room_presence`.execute(db);
  const times: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    const at = performance.now();
    expect(await peopleOf(room.host, room.roomId)).toMatchObject({ connected: PEOPLE + 1 });
    times.push(performance.now() - at);
  }
  console.log(times);
  expect(Math.min(...times)).toBeLessThan(100);
});
