import { setTimeout as pause } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import { describe, expect, test } from 'vitest';
import { leaveDuty, renewHeldLeases } from '#duty/server';
import { db } from '#platform/db';
import { answerContact, deskOf, leaveContact, pressTalk, talkOf } from '#urgent/server';
import { identifyParticipant } from '#participants/server';
import { nextEvent, openRealtimeHost, type RealtimeHost } from '../support/realtime.ts';
import { until } from '../support/urgent-devices.ts';
import { aLetterAt, aPress, ringingFor } from '../support/contacts.ts';
import { signedInAt } from '../support/staff.ts';
import { aTown } from '../support/towns.ts';
import { createParticipant } from '../support/participants.ts';

/** A signed-in window staff on duty with an open desk that acknowledges until it dies. */
async function aDesk(host: RealtimeHost, windowId: string) {
  const { viewer, cookie } = await signedInAt(windowId);
  const socket = await host.connect('/staff', { cookie: `${cookie.name}=${cookie.value}` });
  let acknowledges = true;
  socket.on('lease:ask', (acknowledge: () => void) => acknowledges && acknowledge());
  await ask(socket, 'desk:open');
  return { viewer, socket, fallSilent: () => void (acknowledges = false) };
}

const ask = (socket: Socket, event: string, about: object = {}): Promise<unknown> =>
  socket.timeout(3_000).emitWithAck(event, about);

/** An anonymous person whose page follows the contact. */
async function aPerson(host: RealtimeHost, town: Parameters<typeof aPress>[0]) {
  const { contactId, cookie } = await pressTalk(null, aPress(town));
  const header = `${cookie?.name}=${cookie?.value}`;
  const socket = await host.connect('/participant', { cookie: header });
  expect(await ask(socket, 'contact:follow')).toEqual({ ok: true, value: { contactId } });
  const viewer = await identifyParticipant(header);
  if (!viewer || viewer === 'unknown') throw new Error('nobody');
  return { contactId, viewer, socket };
}

describe('from press to talk', () => {
  test('a press rings at the open desk by itself, before anything falls due', async () => {
    const host = await openRealtimeHost();
    const town = await aTown();
    const desk = await aDesk(host, town.own);
    const rung = nextEvent(desk.socket, 'desk:changed');
    const { contactId } = await pressTalk(null, aPress(town));
    await rung;
    expect((await deskOf(desk.viewer)).rings.map((ring) => ring.contactId)).toEqual([contactId]);
  });

  test('the answer reaches the person, and those who were rung as well', async () => {
    const host = await openRealtimeHost({ timers: true });
    const town = await aTown();
    const [first, second] = [await aDesk(host, town.own), await aDesk(host, town.own)];
    const person = await aPerson(host, town);
    const told = nextEvent(person.socket, 'contact:changed');
    const toldToo = nextEvent(second.socket, 'desk:changed');
    expect(await answerContact(first.viewer, person.contactId)).toMatchObject({ is: 'answered' });
    await Promise.all([told, toldToo]);
    expect(await answerContact(second.viewer, person.contactId)).toMatchObject({ is: 'taken' });
  });

  test('whoever goes off duty is rung no more, and the next is', async () => {
    const host = await openRealtimeHost({ timers: true });
    const town = await aTown();
    const [own, nearby] = [await aDesk(host, town.own), await aDesk(host, town.nearby)];
    const { contactId } = await aPerson(host, town);
    const rung = nextEvent(nearby.socket, 'desk:changed');
    await leaveDuty(own.viewer);
    await rung;
    expect(await ringingFor(contactId)).toEqual([nearby.viewer.accountId]);
  });
});

describe('a staff browser that dies in the middle of a talk', () => {
  test.each([
    ['its socket destroyed', (desk: Awaited<ReturnType<typeof aDesk>>) => desk.socket.disconnect()],
    [
      'half open, acknowledging nothing',
      (desk: Awaited<ReturnType<typeof aDesk>>) => desk.fallSilent(),
    ],
  ])('%s: the person is told within 20 s and rung for elsewhere within 30 s', async (_, die) => {
    const host = await openRealtimeHost({ timers: true });
    const town = await aTown();
    const [own, nearby] = [await aDesk(host, town.own), await aDesk(host, town.nearby)];
    const person = await aPerson(host, town);
    const met = nextEvent(person.socket, 'contact:changed');
    await answerContact(own.viewer, person.contactId);
    await met;
    const told = nextEvent(person.socket, 'contact:changed', 20_000);
    die(own);
    await told;
    expect(await talkOf(person.viewer)).toMatchObject({ staffLost: true });
    const isRung = async () =>
      (await ringingFor(person.contactId)).includes(nearby.viewer.accountId);
    await until(isRung, 10_000);
    expect(await ringingFor(person.contactId)).not.toContain(own.viewer.accountId);
  });
});

test('the desks of a process that ends have the whole time of a lease to come back to another', async () => {
  const host = await openRealtimeHost();
  const desk = await aDesk(host, (await aTown()).own);
  const dueAt = async () => {
    const { due_at } = await db
      .selectFrom('leases')
      .select('due_at')
      .where('account_id', '=', desk.viewer.accountId)
      .executeTakeFirstOrThrow();
    return due_at.getTime();
  };
  const before = await dueAt();
  await renewHeldLeases();
  const renewed = await dueAt();
  expect(renewed).toBeGreaterThan(before);
  await host.end();
  await pause(300);
  // A socket that closes without a word leaves it six seconds.
  expect(await dueAt()).toBeGreaterThanOrEqual(renewed);
});

test('a desk of another town hears nothing and cannot answer', async () => {
  const host = await openRealtimeHost({ timers: true });
  const [town, elsewhere] = [await aTown(), await aTown()];
  const own = await aDesk(host, town.own);
  const stranger = await aDesk(host, elsewhere.own);
  let heard = 0;
  stranger.socket.on('desk:changed', () => (heard += 1));
  const rung = nextEvent(own.socket, 'desk:changed');
  const { contactId } = await aPerson(host, town);
  await rung;
  await pause(300);
  expect(heard).toBe(0);
  expect(await answerContact(stranger.viewer, contactId)).toEqual({ is: 'not_found' });
});

test('a person cannot follow a contact of somebody else: the page names none', async () => {
  const host = await openRealtimeHost();
  const { cookie } = await createParticipant();
  const socket = await host.connect('/participant', { cookie: `${cookie.name}=${cookie.value}` });
  expect(await ask(socket, 'contact:follow')).toEqual({ ok: true, value: 'not_found' });
  const { contactId } = await pressTalk(null, aPress(null));
  const named = await ask(socket, 'contact:follow', { contactId });
  expect(named).toEqual({ ok: true, value: 'not_found' });
  const wrong = await ask(socket, 'contact:follow', { contactId: 'x' });
  expect(wrong).toEqual({ ok: false, reason: 'invalid' });
});

test('who reads a letter hears the call as well, and the letter', async () => {
  const host = await openRealtimeHost({ timers: true });
  const town = await aTown();
  const desk = await aDesk(host, town.own);
  const { contactId, viewer, socket } = await aPerson(host, town);
  const letter = await aLetterAt(town.own, viewer);
  const followed = await ask(socket, 'contact:follow', { contactId: letter });
  expect(followed).toEqual({ ok: true, value: { contactId: letter } });
  const told = nextEvent(socket, 'contact:changed');
  await answerContact(desk.viewer, contactId);
  expect(await told).toEqual({ contactId });
  const toldToo = nextEvent(socket, 'contact:changed');
  await leaveContact(viewer, letter);
  expect(await toldToo).toEqual({ contactId: letter });
});
