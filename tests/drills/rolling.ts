/**
 * Restarts two processes behind one address by turns, as a new version comes in, while people press, talk and are rung for.
 * Nobody may notice: no press is lost, no ring lapses, no desk is thought lost, no message goes missing.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { RoomId } from '#rooms';
import { openBalancer } from '../support/balancer.ts';
import { findFreePort } from '../support/free-port.ts';
import { enterPortal, leavePortal } from '../support/inside-portal.ts';
import { startBeside, startPortal, type Portal } from '../support/portal.ts';
import { PressingPerson, whatBecameOf, type Pressed } from '../support/pressing.ts';
import { RoomDevice } from '../support/room-device.ts';
import { DeskDevice, PersonDevice, type Address } from '../support/urgent-devices.ts';
import { underWatch } from './over-contacts.ts';

export interface RollingReport extends Pressed {
  restarts: number;
  written: number;
  messagesLost: number;
  /** What happened to a person or a desk though nobody went: lost staff, people thought gone. */
  noticed: string[];
  lapsedRings: number;
  unattended: string[];
}

const CALLERS = 4;
const TALKS = 3;
const BETWEEN_MS = 2_000;

export async function drill(rounds: number): Promise<RollingReport> {
  const port = await findFreePort();
  const env = { ORIGIN: `http://localhost:${port}` };
  const one = await startPortal(env);
  const other = await startBeside(one, env);
  const balancer = await openBalancer(port, [one.url, other.url]);
  enterPortal({ url: balancer.url, databaseUrl: one.databaseUrl });
  const turns = Array.from({ length: rounds }, () => [one, other]).flat();
  try {
    return await underWatch(balancer, () => restartByTurns(balancer, turns));
  } finally {
    await leavePortal();
    await balancer.close();
    await other.stop();
    await one.stop();
  }
}

async function restartByTurns(
  balancer: Address,
  turns: Portal[],
): Promise<Omit<RollingReport, 'unattended'>> {
  const people = Array.from({ length: CALLERS }, () => new PressingPerson(balancer));
  const talks = await Promise.all(Array.from({ length: TALKS }, () => aTalkThrough(balancer)));
  const ringing = await aRingThrough(balancer);
  try {
    const pressing = people.map((person) => person.press());
    const writing = talks.map((talk) => talk.write());
    for (const next of turns) {
      await pause(BETWEEN_MS);
      await next.kill('SIGTERM');
      await next.restart();
    }
    await pause(BETWEEN_MS);
    for (const each of [...people, ...talks]) each.finish();
    await Promise.all([...pressing, ...writing]);
    return { restarts: turns.length, ...(await examine(people, talks)) };
  } finally {
    for (const each of [...talks, ringing]) each.leave();
  }
}

/** A mother and a desk, who both write until they finish. */
async function aTalkThrough(address: Address) {
  const { desk, person, leave } = await aRingThrough(address);
  await desk.takes(person.contactId);
  const { db } = await import('#platform/db');
  const { id } = await db
    .selectFrom('rooms')
    .select('id')
    .where('contact_id', '=', person.contactId)
    .executeTakeFirstOrThrow();
  const room = { ...address, roomId: id as RoomId };
  const devices = [
    new RoomDevice({ ...room, cookie: person.cookie }),
    new RoomDevice({ ...room, cookie: desk.cookie, namespace: '/staff' }),
  ];
  let finished = false;
  return {
    roomId: room.roomId,
    devices,
    finish: () => void (finished = true),
    async write() {
      while (!finished)
        for (const device of devices) {
          await device.keep(randomUUID(), '雨の音がします');
          await pause(1_200);
        }
    },
    leave() {
      for (const device of devices) device.leave();
      leave();
    },
  };
}

type Talk = Awaited<ReturnType<typeof aTalkThrough>>;

/** Somebody for whom a desk rings that lets it ring. */
async function aRingThrough(address: Address) {
  const { signedInAt } = await import('../support/staff.ts');
  const { aTown } = await import('../support/towns.ts');
  const town = await aTown();
  const desk = await DeskDevice.open(address, await signedInAt(town.own));
  const person = await PersonDevice.press(address, town.code5, randomUUID());
  const leave = () => {
    desk.leave();
    person.leave();
  };
  return { desk, person, leave };
}

async function examine(
  people: PressingPerson[],
  talks: Talk[],
): Promise<Omit<RollingReport, 'restarts' | 'unattended'>> {
  const { db } = await import('#platform/db');
  const events = await db
    .selectFrom('contact_events')
    .innerJoin('contact_spans', 'contact_spans.contact_id', 'contact_events.contact_id')
    .select('kind')
    .where('kind', 'in', ['staff_lost', 'person_gone'])
    .execute();
  const lapsed = await db.selectFrom('offers').select('id').where('state', '=', 'lapsed').execute();
  const rows = await db
    .selectFrom('messages')
    .select('client_id')
    .where(
      'room_id',
      'in',
      talks.map(({ roomId }) => roomId),
    )
    .execute();
  const known = new Set(rows.map((row) => row.client_id));
  const said = talks.flatMap(({ devices }) => devices.flatMap((d) => [...d.acknowledged.keys()]));
  return {
    ...(await whatBecameOf(people)),
    written: said.length,
    messagesLost: said.filter((clientId) => !known.has(clientId)).length,
    noticed: events.map(({ kind }) => kind),
    lapsedRings: lapsed.length,
  };
}

/** What must be nought. */
export const failuresOf = (report: RollingReport): number =>
  report.lost +
  report.doubled +
  report.messagesLost +
  report.lapsedRings +
  report.noticed.length +
  report.unattended.length;
