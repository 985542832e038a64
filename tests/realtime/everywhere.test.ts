import { setTimeout as pause } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import { expect, onTestFinished, test } from 'vitest';
import { now } from '#platform/clock';
import { db, sql } from '#platform/db';
import { joinOtherProcesses } from '#platform/everywhere';
import { bringSocketsBack } from '#platform/realtime/server';
import { OtherProcess } from '../support/other-process.ts';
import { nextEvent, openRealtimeHost } from '../support/realtime.ts';
import { aRoom } from '../support/rooms.ts';
import { anOrganisation } from '../support/organisations.ts';
import { aStaffMember } from '../support/staff.ts';

type Carried = Record<'name' | 'value', string>;

/** Sockets here, and a process beside this one where somebody acts. */
async function besideAnother() {
  const [host, other] = [await openRealtimeHost(), await OtherProcess.start(now())];
  onTestFinished(await joinOtherProcesses(bringSocketsBack));
  const own = await lines();
  onTestFinished(() => other.kill());
  await other.ask('join');
  const carrying = ({ name, value }: Carried) => ({ cookie: `${name}=${value}` });
  const others = (await lines()).filter((pid) => !own.includes(pid));
  return { host, other, carrying, lines: { own, others } };
}

/** The connections by which processes hear each other, as the database numbers them. */
async function lines(): Promise<number[]> {
  const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity
    where datname = current_database() and application_name = 'tsudoi everywhere'`.execute(db);
  return rows.map(({ pid }) => pid);
}

const cut = async (pids: number[]): Promise<void> => {
  for (const pid of pids) await sql`select pg_terminate_backend(${pid})`.execute(db);
};

const isClosed = (socket: Socket, ms = 15_000): Promise<void> =>
  new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`still open after ${ms} ms`)), ms);
    socket.once('disconnect', () => resolve());
  });

test('who signs out at one process loses the socket at the other within two seconds; others keep theirs', async () => {
  const { host, other, carrying } = await besideAnother();
  const organisationId = await anOrganisation();
  const [leaves, stays] = [await aStaffMember(organisationId), await aStaffMember(organisationId)];
  const socket = await host.connect('/staff', carrying(leaves.cookie));
  const bystander = await host.connect('/staff', carrying(stays.cookie));
  const closed = isClosed(socket, 2_000);
  await other.ask('signOut', leaves.viewer);
  await closed;
  expect(bystander.connected).toBe(true);
});

test('what was told while the line was cut is told when it stands again', async () => {
  const { host, other, carrying, lines } = await besideAnother();
  const leaves = await aStaffMember(await anOrganisation());
  const socket = await host.connect('/staff', carrying(leaves.cookie));
  expect(lines.others).toHaveLength(1);
  await cut(lines.others);
  const closed = isClosed(socket);
  await other.ask('signOut', leaves.viewer);
  await closed;
});

test('whoever may have missed that they are out is let in anew: their process was deaf for a moment', async () => {
  const { host, carrying, lines } = await besideAnother();
  const staff = await aStaffMember(await anOrganisation());
  const socket = await host.connect('/staff', carrying(staff.cookie));
  const closed = isClosed(socket);
  expect(lines.own).toHaveLength(1);
  await cut(lines.own);
  await closed;
});

test('who is put out of a room at one process hears so at the other, and nothing that is said there afterwards', async () => {
  const { host, other, carrying } = await besideAnother();
  const room = await aRoom();
  const { roomId } = room;
  const [guest, k] = [await room.guest('あらし'), await room.guest('K')];
  const enter = async ({ cookie }: { cookie: Carried }) => {
    const socket = await host.connect('/participant', carrying(cookie));
    await socket.emitWithAck('room:enter', { roomId, after: 0 });
    return socket;
  };
  const [removed, bystander] = [await enter(guest), await enter(k)];
  const out = nextEvent(removed, 'member:removed');
  await other.ask('removeMember', room.host, { roomId, memberId: guest.memberId });
  await out;
  const heard: unknown[] = [];
  removed.on('message:posted', (messages) => heard.push(messages));
  const said = nextEvent(bystander, 'message:posted');
  const clientId = crypto.randomUUID();
  await other.ask('postMessage', room.host, { roomId, clientId, text: '雨'.repeat(2_000) });
  expect(await said).toMatchObject([{ text: '雨'.repeat(2_000) }]);
  await pause(200);
  expect(heard).toEqual([]);
});
