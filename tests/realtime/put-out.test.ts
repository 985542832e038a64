/** TRUST P12: however somebody is put out, they hear so within two seconds, hear nothing afterwards, and do not come back. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import { describe, expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { signOut } from '#accounts/server';
import { setMemberRoles } from '#organisations/server';
import { forgetDevice, forgetPerson } from '#participants/server';
import { db } from '#platform/db';
import {
  acceptHosting,
  admitMember,
  banMember,
  decideReport,
  offerHosting,
  removeMember,
  reportMessage,
  reportsFor,
} from '#rooms/server';
import { cancelSignup, signUp } from '#signup/server';
import { HOLDINGS } from '../../src/forgetting.server.ts';
import { leaving } from '../../src/leaving.server.ts';
import { anOperator } from '../support/applications.ts';
import { createParticipant } from '../support/participants.ts';
import { openRealtimeHost } from '../support/realtime.ts';
import { aRoom, say, type RoomGuest, type TestRoom } from '../support/rooms.ts';
import { anAccount } from '../support/organisations.ts';
import { filledForm } from '../support/signup.ts';
import { aStaffMember } from '../support/staff.ts';

const ask = (client: Socket, event: string, payload: unknown) =>
  client.timeout(3_000).emitWithAck(event, payload);
const carrying = ({ cookie }: { cookie: { name: string; value: string } }) => ({
  cookie: `${cookie.name}=${cookie.value}`,
});

/** あらし, a second host, a bystander and somebody who was never let in, each on a socket. */
async function aFullRoom() {
  const [server, room] = [await openRealtimeHost(), await aRoom()];
  const { roomId } = room;
  const enter = async (socket: Socket) => ask(socket, 'room:enter', { roomId, after: 0 });
  const [guest, k, stranger] = [
    await room.guest('あらし'),
    await room.guest('K'),
    await createParticipant(),
  ];
  const second = await aStaffMember(room.organisationId, 'publisher');
  const { accountId } = second.viewer;
  await admitMember(db, roomId, { accountId, nickname: 'ふたりめ', role: 'host' });
  const sockets = {
    guest: await server.connect('/participant', carrying(guest)),
    host: await server.connect('/staff', carrying(second)),
    bystander: await server.connect('/participant', carrying(k)),
    intruder: await server.connect('/participant', carrying(stranger)),
  };
  for (const socket of Object.values(sockets)) await enter(socket);
  return { room, guest, k, second, sockets, enter };
}
type Full = Awaited<ReturnType<typeof aFullRoom>>;

/** Told, or cut off; milliseconds until then. */
const isOut = (socket: Socket): Promise<number> => {
  const from = performance.now();
  return new Promise((resolve) => {
    for (const event of ['member:removed', 'disconnect'])
      socket.once(event, () => resolve(performance.now() - from));
  });
};

async function reported({ room, k }: Full, by: { viewer: TestRoom['host'] | RoomGuest['viewer'] }) {
  const posted = await say(by.viewer, room.roomId, 'ひどい言葉');
  const seq = typeof posted === 'object' && 'seq' in posted ? posted.seq : 0;
  await reportMessage(k.viewer, { roomId: room.roomId, seq, why: 'attack', words: '' });
  const admin = await anAccount(room.organisationId, 'admin');
  const [report] = await reportsFor(admin);
  const decide = (viewer: AccountViewer, outcome: string) =>
    decideReport(viewer, { reportId: report?.id ?? '', outcome });
  return { admin, decide };
}

interface Way {
  who: 'guest' | 'host';
  /** Begun before the clock runs; what it returns puts them out. */
  way: (full: Full) => Promise<() => Promise<unknown>>;
}

const WAYS: Record<string, Way> = {
  'a participant whom a host removes': {
    who: 'guest',
    way:
      async ({ room, guest }) =>
      () =>
        removeMember(room.host, { roomId: room.roomId, memberId: guest.memberId }),
  },
  'a participant whom a host keeps out of the organisation': {
    who: 'guest',
    way:
      async ({ room, guest }) =>
      () =>
        banMember(room.host, { roomId: room.roomId, memberId: guest.memberId, reason: '' }),
  },
  'a participant whom the admin keeps out after a report': {
    who: 'guest',
    way: async (full) => {
      const { admin, decide } = await reported(full, full.guest);
      return () => decide(admin, 'banned');
    },
  },
  'a participant whom the operator keeps out of the site': {
    who: 'guest',
    way: async (full) => {
      const { admin, decide } = await reported(full, full.guest);
      await decide(admin, 'passed');
      const operator = await anOperator();
      return () => decide(operator, 'barred');
    },
  },
  'a participant who gives up the place': {
    who: 'guest',
    way: async ({ room, guest }) => {
      const signedUp = await signUp(guest.viewer, filledForm(room.occurrenceId));
      if (typeof signedUp === 'string' || !('receipt' in signedUp)) throw new Error('no place');
      return () => cancelSignup(guest.viewer, signedUp.receipt);
    },
  },
  'a participant whose device is forgotten': {
    who: 'guest',
    way:
      async ({ guest }) =>
      () =>
        forgetDevice(guest.viewer),
  },
  'a participant who erases everything': {
    who: 'guest',
    way:
      async ({ guest }) =>
      () =>
        forgetPerson(guest.viewer, HOLDINGS),
  },
  'a host whose session ends': {
    who: 'host',
    way:
      async ({ second }) =>
      () =>
        signOut(second.viewer),
  },
  'a host who loses the role': {
    who: 'host',
    way: async ({ room, second }) => {
      const admin = await anAccount(room.organisationId, 'admin');
      const { accountId } = second.viewer;
      const { organisationId } = room;
      return () => setMemberRoles(admin, { organisationId, accountId }, [], leaving);
    },
  },
  'a host who hands the room over and goes': {
    who: 'host',
    way: async ({ room, second }) => {
      const colleague = await anAccount(room.organisationId, 'publisher');
      const { accountId } = colleague;
      await offerHosting(second.viewer, { roomId: room.roomId, accountId, stays: false });
      return () => acceptHosting(colleague, room.roomId);
    },
  },
  'a host whom the admin puts out after a report': {
    who: 'host',
    way: async (full) => {
      const { admin, decide } = await reported(full, full.second);
      return () => decide(admin, 'put_out');
    },
  },
};

describe.each(Object.entries(WAYS))('%s', (_name, { who, way }) => {
  test('is out within two seconds and hears nothing more; the bystander does, the intruder never', async () => {
    const full = await aFullRoom();
    const { room, sockets, enter } = full;
    const out = sockets[who];
    const act = await way(full);
    // What their coming in has set off is over first.
    await pause(1_300);
    const gone = isOut(out);
    await act();
    expect(await gone).toBeLessThan(2_000);
    const heard: Record<string, string[]> = { out: [], intruder: [], bystander: [] };
    out.onAny((event: string) => heard['out']?.push(event));
    sockets.intruder.onAny((event: string) => heard['intruder']?.push(event));
    sockets.bystander.onAny((event: string) => heard['bystander']?.push(event));
    await say(room.host, room.roomId, 'つづけましょう');
    await expect.poll(() => heard['bystander']).toContain('message:posted');
    await pause(300);
    expect(heard).toMatchObject({ out: [], intruder: [] });
    expect(await comesBack(out, enter)).toEqual('refused');
  });
});

/** With the same cookie; whoever is still staff gets a line, and finds no room on it. */
async function comesBack(
  socket: Socket,
  enter: (socket: Socket) => Promise<{ value?: unknown }>,
): Promise<'refused' | 'inside'> {
  const stands = socket.connected || (await connects(socket));
  return stands && (await enter(socket)).value !== 'not_found' ? 'inside' : 'refused';
}

const connects = (socket: Socket): Promise<boolean> =>
  new Promise((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('connect_error', () => resolve(false));
    socket.connect();
  });
