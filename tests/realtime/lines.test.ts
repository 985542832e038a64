/** How well a member's line carries: the host sees it in time, nobody else ever. */
import type { Socket } from 'socket.io-client';
import { expect, test } from 'vitest';
import { LINE_ASK } from '#platform/realtime';
import type { People } from '#rooms';
import { peopleOf } from '#rooms/server';
import { anotherHost } from '../support/another-host.ts';
import { nextEvent, openRealtimeHost } from '../support/realtime.ts';
import { aRoom } from '../support/rooms.ts';

/** Milliseconds within which a host must see that a line has become bad. */
const SEEN_WITHIN = 20_000;

async function scene() {
  const [server, room] = [await openRealtimeHost(), await aRoom()];
  const sit = async (cookie: string, namespace: '/participant' | '/staff' = '/participant') => {
    const client = await server.connect(namespace, { cookie });
    const device = { client, answers: true };
    client.on(LINE_ASK, (acknowledge: () => void) => device.answers && acknowledge());
    await enter(client);
    return device;
  };
  const enter = (client: Socket) =>
    client.timeout(3_000).emitWithAck('room:enter', { roomId: room.roomId, after: 0 });
  const guest = async (nickname: string) => {
    const { cookie, memberId } = await room.guest(nickname);
    return { ...(await sit(`${cookie.name}=${cookie.value}`)), memberId };
  };
  const lineOf = async (memberId: string) => {
    const people = (await peopleOf(room.host, room.roomId)) as People;
    return people.named.find((person) => person.memberId === memberId)?.line;
  };
  return { room, sit, enter, guest, lineOf };
}

test('that answers no more is unstable to a host who is told so, and to no other participant', async () => {
  const { room, sit, guest, lineOf } = await scene();
  const host = await sit((await anotherHost(room)).cookie, '/staff');
  const bystander = await guest('K');
  const aoi = await guest('あおい');
  // The hint of their coming, then silence.
  await Promise.all([host, bystander].map(({ client }) => nextEvent(client, 'people:changed')));
  const heard: string[] = [];
  bystander.client.onAny((event: string) => event !== LINE_ASK && heard.push(event));
  aoi.client.off(LINE_ASK);
  await nextEvent(host.client, 'people:changed', SEEN_WITHIN);
  expect(await lineOf(aoi.memberId)).toBe('unstable');
  expect(await lineOf(bystander.memberId)).toBe('steady');
  expect(heard).toEqual([]);
  const seen = await bystander.client
    .timeout(3_000)
    .emitWithAck('room:people', { roomId: room.roomId });
  expect(seen.value.connected).toBe(3);
  expect(JSON.stringify(seen)).not.toContain('unstable');
});

test('that breaks off without a word is unstable after a moment; whoever leaves is away at once', async () => {
  const { room, enter, guest, lineOf } = await scene();
  const aoi = await guest('あおい');
  aoi.client.io.engine.close();
  expect(await lineOf(aoi.memberId)).toBe('steady');
  await expect.poll(() => lineOf(aoi.memberId), { timeout: SEEN_WITHIN }).toBe('unstable');
  aoi.client.connect();
  await nextEvent(aoi.client, 'connect');
  await enter(aoi.client);
  expect(await lineOf(aoi.memberId)).toBe('unstable');
  await aoi.client.timeout(3_000).emitWithAck('room:leave', { roomId: room.roomId });
  expect(await lineOf(aoi.memberId)).toBe('away');
});

test('that comes back at once, as after loading a page anew, is steady', async () => {
  const { enter, guest, lineOf } = await scene();
  const aoi = await guest('あおい');
  aoi.client.io.engine.close();
  aoi.client.connect();
  await nextEvent(aoi.client, 'connect');
  await enter(aoi.client);
  expect(await lineOf(aoi.memberId)).toBe('steady');
});

test('「聞こえません」 reaches every host within a second and its own member, and nobody else', async () => {
  const { room, sit, guest } = await scene();
  const host = await sit((await anotherHost(room)).cookie, '/staff');
  const [aoi, bystander] = [await guest('あおい'), await guest('K')];
  const heard: string[] = [];
  bystander.client.onAny((event: string) => heard.push(event));
  const ask = (client: Socket, event: string, input: object = {}) =>
    client.timeout(3_000).emitWithAck(event, { roomId: room.roomId, ...input });
  const told = [host, aoi].map(({ client }) => nextEvent(client, 'unheard:changed', 1_000));
  expect(await ask(aoi.client, 'hearing:lost')).toEqual({ ok: true, value: 'said' });
  await Promise.all(told);
  const { value } = await ask(host.client, 'room:unheard');
  expect(value.waiting).toMatchObject([{ memberId: aoi.memberId, nickname: 'あおい' }]);
  const answer = { memberId: aoi.memberId };
  const taken = await ask(bystander.client, 'hearing:answer', answer);
  expect(taken).toEqual({ ok: true, value: 'not_found' });
  const seen = nextEvent(aoi.client, 'unheard:changed');
  await ask(host.client, 'hearing:answer', answer);
  await seen;
  expect((await ask(aoi.client, 'room:unheard')).value).toMatchObject({
    mine: 'seen',
    waiting: [],
  });
  expect(heard).not.toContain('unheard:changed');
});
