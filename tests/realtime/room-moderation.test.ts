import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import { describe, expect, test } from 'vitest';
import type { OrganisationId, Role } from '#accounts';
import { addMembership } from '#accounts/server';
import type { Message } from '#rooms';
import { db } from '#platform/db';
import {
  acceptHosting,
  admitMember,
  banMember,
  decideReport,
  muteMember,
  offerHosting,
  reportMessage,
  reportsFor,
  slowDown,
  unmuteMember,
  unseeMember,
} from '#rooms/server';
import { anAccount } from '../support/organisations.ts';
import { nextEvent, openRealtimeHost } from '../support/realtime.ts';
import { aStaffMember } from '../support/staff.ts';
import { aRoom, say, type RoomGuest } from '../support/rooms.ts';

/** An open room and the portal's sockets; `sit` brings a guest's device into the room. */
async function scene() {
  const [host, room] = [await openRealtimeHost(), await aRoom()];
  const sit = async ({ cookie }: Pick<RoomGuest, 'cookie'>) => {
    const client = await host.connect('/participant', { cookie: `${cookie.name}=${cookie.value}` });
    await enter(client, room.roomId);
    return client;
  };
  const staff = async (organisationId: OrganisationId, ...roles: Role[]) => {
    const { cookie, viewer } = await aStaffMember(organisationId, ...roles);
    const socket = await host.connect('/staff', { cookie: `${cookie.name}=${cookie.value}` });
    return { viewer, socket };
  };
  return { room, sit, staff };
}

const ask = (client: Socket, event: string, payload: unknown) =>
  client.timeout(3_000).emitWithAck(event, payload);
const enter = (client: Socket, roomId: string, after = 0) =>
  ask(client, 'room:enter', { roomId, after });
const post = (client: Socket, roomId: string, text: string, clientId: string = randomUUID()) =>
  ask(client, 'message:post', { roomId, clientId, text });
const heardBy = (client: Socket) => {
  const heard: string[] = [];
  client.onAny((event: string) => heard.push(event));
  return heard;
};

describe('slow mode', () => {
  test('is told to everybody inside, waits with whoever writes, and lets the bystander write', async () => {
    const { room, sit } = await scene();
    const { roomId, host } = room;
    const sender = await sit(await room.guest('あおい'));
    const bystander = await sit(await room.guest('K'));
    const told = [nextEvent(sender, 'room:changed'), nextEvent(bystander, 'room:changed')];
    await slowDown(host, { roomId, seconds: 120 });
    expect(await Promise.all(told)).toEqual([{ roomId }, { roomId }]);
    const page = await ask(sender, 'messages:after', { roomId, after: 0 });
    expect(page.value).toMatchObject({ slowSeconds: 120 });
    const clientId = randomUUID();
    expect(await post(sender, roomId, '一', clientId)).toEqual({ ok: true, value: { seq: 2 } });
    const refused = await post(sender, roomId, '二');
    expect(refused.value.waitMs).toBeGreaterThan(110_000);
    expect(await post(bystander, roomId, '三')).toEqual({ ok: true, value: { seq: 3 } });
    expect(await post(sender, roomId, '一', clientId)).toEqual({ ok: true, value: { seq: 2 } });
  });

  test('attack 12, the same client id with other words, is a conflict here as everywhere and takes no turn', async () => {
    const { room, sit } = await scene();
    const { roomId, host } = room;
    const sender = await sit(await room.guest('あおい'));
    await slowDown(host, { roomId, seconds: 10 });
    const clientId = randomUUID();
    await post(sender, roomId, '一', clientId);
    expect(await post(sender, roomId, '別の文', clientId)).toEqual({ ok: true, value: 'conflict' });
    const page = await ask(sender, 'messages:after', { roomId, after: 0 });
    expect(page.value.messages.map((message: Message) => message.text)).toEqual(['', '一']);
  });
});

describe('somebody who is muted', () => {
  test('hears so within two seconds, writes no more and reads on; the bystander hears nothing of it', async () => {
    const { room, sit } = await scene();
    const { roomId, host } = room;
    const guest = await room.guest('あおい');
    const [muted, bystander] = [await sit(guest), await sit(await room.guest('K'))];
    // What their coming in has set off is over first.
    await pause(1_300);
    const heard = heardBy(bystander);
    const told = nextEvent(muted, 'room:changed', 2_000);
    await muteMember(host, { roomId, memberId: guest.memberId });
    expect(await told).toEqual({ roomId });
    expect(await post(muted, roomId, 'まだ')).toEqual({ ok: true, value: 'muted' });
    await pause(1_300);
    expect(heard).toEqual([]);
    const news = nextEvent(muted, 'message:posted');
    await say(host, roomId, 'つづけましょう');
    expect(await news).toMatchObject([{ text: 'つづけましょう' }]);
    const back = nextEvent(muted, 'room:changed', 2_000);
    await unmuteMember(host, { roomId, memberId: guest.memberId });
    expect(await back).toEqual({ roomId });
    expect(await post(muted, roomId, 'また書けます')).toMatchObject({ value: { seq: 3 } });
  });
});

describe('somebody who is kept out of the organisation', () => {
  test('hears so within two seconds, then nothing, and comes back to nothing; the bystander hears nothing of it', async () => {
    const { room, sit } = await scene();
    const { roomId, host } = room;
    const guest = await room.guest('あらし');
    const [out, bystander] = [await sit(guest), await sit(await room.guest('K'))];
    await pause(1_300);
    const news = heardBy(bystander);
    const told = nextEvent(out, 'member:removed', 2_000);
    await banMember(host, { roomId, memberId: guest.memberId, reason: '' });
    expect(await told).toEqual({ roomId });
    const heard = heardBy(out);
    await say(host, roomId, 'つづけましょう');
    await pause(300);
    expect(heard).toEqual([]);
    for (const reply of [await post(out, roomId, 'まだ'), await enter(out, roomId)])
      expect(reply).toEqual({ ok: true, value: 'not_found' });
    await expect.poll(() => new Set(news)).toEqual(new Set(['message:posted', 'people:changed']));
  });

  test('attack 13, during a drop: reconnected they are refused, and read nothing that was missed', async () => {
    const { room, sit } = await scene();
    const { roomId, host } = room;
    const guest = await room.guest('あらし');
    const client = await sit(guest);
    client.disconnect();
    await banMember(host, { roomId, memberId: guest.memberId, reason: '' });
    await say(host, roomId, '内輪の話');
    client.connect();
    await nextEvent(client, 'connect');
    const heard = heardBy(client);
    expect(await enter(client, roomId, 1)).toEqual({ ok: true, value: 'not_found' });
    const missed = await ask(client, 'messages:after', { roomId, after: 0 });
    expect(missed).toEqual({ ok: true, value: 'not_found' });
    await say(host, roomId, 'もうひとつ');
    await pause(300);
    expect(heard).toEqual([]);
  });
});

describe('a report', () => {
  /** あらし wrote a line; its host and an admin sit in the house, on sockets of staff. */
  async function aReportedRoom() {
    const { room, sit, staff } = await scene();
    const [guest, k] = [await room.guest('あらし'), await room.guest('K')];
    await say(guest.viewer, room.roomId, 'ひどい言葉');
    const [host, admin] = [
      await staff(room.organisationId),
      await staff(room.organisationId, 'admin'),
    ];
    const { accountId } = host.viewer;
    await admitMember(db, room.roomId, { accountId, nickname: 'ゆき', role: 'host' });
    await enter(host.socket, room.roomId);
    const [reported, reporter] = [await sit(guest), await sit(k)];
    // What their coming in has set off is over first.
    await pause(1_300);
    return { room, guest, k, host, admin, reported, reporter, staff };
  }
  const aReport = { why: 'attack', words: '' } as const;

  test('reaches hosts and whoever decides within a second, and nobody else in the house', async () => {
    const { room, k, host, admin, reported, reporter, staff } = await aReportedRoom();
    const { roomId } = room;
    const colleague = await staff(room.organisationId, 'publisher');
    const silent = [reported, reporter, colleague.socket].map(heardBy);
    const told = [
      nextEvent(host.socket, 'reports:changed', 1_000),
      nextEvent(admin.socket, 'deciding:changed', 1_000),
    ];
    await reportMessage(k.viewer, { ...aReport, roomId, seq: 2 });
    expect(await Promise.all(told)).toEqual([{ roomId }, {}]);
    const people = await ask(host.socket, 'room:people', { roomId });
    expect(people.value).toMatchObject({ reports: 1 });
    await pause(300);
    expect(silent).toEqual([[], [], []]);
  });

  test('about a host reaches the admin, and no host, also not whoever both hosts and administers', async () => {
    const { room, k, host, admin } = await aReportedRoom();
    const { roomId } = room;
    await addMembership(host.viewer.accountId, room.organisationId, 'admin');
    await say(host.viewer, roomId, '世話人の言葉');
    await pause(300);
    const heard = heardBy(host.socket);
    const told = nextEvent(admin.socket, 'deciding:changed');
    await reportMessage(k.viewer, { ...aReport, roomId, seq: 3 });
    expect(await told).toEqual({});
    await pause(300);
    expect(heard).toEqual([]);
    const people = await ask(host.socket, 'room:people', { roomId });
    expect(people.value).toMatchObject({ reports: 0 });
  });

  test('is told to nobody in the room but its hosts; what is decided reaches everybody within two seconds', async () => {
    const { room, sit } = await scene();
    const { roomId } = room;
    const [guest, k] = [await room.guest('あらし'), await room.guest('K')];
    const [reported, reporter] = [await sit(guest), await sit(k)];
    await say(guest.viewer, roomId, 'ひどい言葉');
    await pause(1_300);
    const heard = [heardBy(reported), heardBy(reporter)];
    await reportMessage(k.viewer, { roomId, seq: 2, why: 'attack', words: '' });
    await pause(1_300);
    expect(heard).toEqual([[], []]);
    const admin = await anAccount(room.organisationId, 'admin');
    const [report] = await reportsFor(admin);
    const told = [
      nextEvent(reported, 'room:changed', 2_000),
      nextEvent(reporter, 'room:changed', 2_000),
    ];
    await decideReport(admin, { reportId: report?.id ?? '', outcome: 'hidden' });
    expect(await Promise.all(told)).toEqual([{ roomId }, { roomId }]);
    const page = await ask(reporter, 'messages:after', { roomId, after: 0 });
    expect(page.value).toMatchObject({ hidden: [2] });
  });
});

test('whoever looks away from somebody is told so on their other devices; the other hears nothing', async () => {
  const { room, sit } = await scene();
  const { roomId } = room;
  const [guest, k] = [await room.guest('あらし'), await room.guest('K')];
  const [other, device] = [await sit(guest), await sit(k)];
  await pause(1_300);
  const heard = heardBy(other);
  const told = nextEvent(device, 'room:changed', 2_000);
  await unseeMember(k.viewer, { roomId, memberId: guest.memberId });
  expect(await told).toEqual({ roomId });
  await pause(300);
  expect(heard).toEqual([]);
});

test('handing over: the room hears who hosts within two seconds, and the giver who goes is out', async () => {
  const { room, sit } = await scene();
  const { roomId, host } = room;
  const colleague = await anAccount(room.organisationId, 'peer_supporter');
  const bystander = await sit(await room.guest('K'));
  await offerHosting(host, { roomId, accountId: colleague.accountId, stays: false });
  await pause(1_300);
  const heard = heardBy(bystander);
  const news = nextEvent(bystander, 'message:posted', 2_000);
  await acceptHosting(colleague, roomId);
  expect(await news).toMatchObject([{ kind: 'host_now', text: 'ゆき' }]);
  expect(heard).not.toContain('member:removed');
  expect(await say(host, roomId, 'まだ')).toBe('not_found');
});
