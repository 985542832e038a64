import type { Socket } from 'socket.io-client';
import { expect, test } from 'vitest';
import { db, sql } from '#platform/db';
import type { RoomId } from '#rooms';
import { callsRingingAt, comeWhenCalled, openRoom } from '#rooms/server';
import { callToTalk, enterOccurrenceRoom, hostOccurrenceRoom } from '#signup/server';
import { nextEvent, openRealtimeHost } from '../support/realtime.ts';
import { aTalkSoon } from '../support/consultation-journey.ts';

const header = ({ name, value }: { name: string; value: string }) => `${name}=${value}`;
const enter = (client: Socket, roomId: string) =>
  client.timeout(3_000).emitWithAck('room:enter', { roomId, after: 0 });
const heardBy = (client: Socket) => {
  const heard: string[] = [];
  client.onAny((event: string) => heard.push(event));
  return heard;
};

/** The two inside, the colleague on some page of staff, and somebody of another organisation. */
async function scene({ timers = false } = {}) {
  const host = await openRealtimeHost({ timers });
  const [talk, other] = [await aTalkSoon(), await aTalkSoon()];
  const roomId = (await hostOccurrenceRoom(talk.supporter, talk.slotId)) as RoomId; // Or what follows fails.
  await openRoom(talk.supporter, roomId);
  await enterOccurrenceRoom(talk.person, talk.slotId);
  const staff = (cookie: typeof talk.colleagueCookie) =>
    host.connect('/staff', { cookie: header(cookie) });
  const person = await host.connect('/participant', { cookie: header(talk.personCookie) });
  await enter(person, roomId);
  const colleague = await staff(talk.colleagueCookie);
  const intruder = await staff(other.colleagueCookie);
  return { talk, roomId, person, colleague, intruder };
}

test('a call rings at the colleague within a second, wherever they are in the house, and at nobody else', async () => {
  const { talk, roomId, person, colleague, intruder } = await scene();
  const others = heardBy(intruder);
  const rung = nextEvent(colleague, 'call:changed', 1_000);
  const told = nextEvent(person, 'message:posted');
  expect(await callToTalk(talk.person, roomId, { opens: false })).toBe('ringing');
  await rung;
  expect(await told).toMatchObject([{ kind: 'called', text: 'さくら' }]);
  expect(await enter(colleague, roomId)).toEqual({ ok: true, value: 'not_found' });
  const came = nextEvent(person, 'message:posted');
  const [call] = await callsRingingAt(talk.colleague);
  expect(await comeWhenCalled(talk.colleague, call?.id ?? '')).toEqual({ roomId });
  expect(await came).toMatchObject([{ kind: 'came' }]);
  expect(await enter(colleague, roomId)).toMatchObject({
    ok: true,
    value: { room: { id: roomId } },
  });
  expect(await enter(intruder, roomId)).toEqual({ ok: true, value: 'not_found' });
  expect(others).toEqual([]);
});

test('a call that fell due while nothing ran is told of by whichever process looks first', async () => {
  const { talk, roomId, person } = await scene({ timers: true });
  const called = nextEvent(person, 'message:posted');
  await callToTalk(talk.person, roomId, { opens: false });
  await called;
  const told = nextEvent(person, 'message:posted');
  // A minute ago, by another process.
  await sql`
    update room_calls set called_at = called_at - interval '2 minutes', due_at = due_at - interval '2 minutes'
    where room_id = ${roomId}`.execute(db);
  expect(await told).toMatchObject([{ kind: 'not_come', text: 'さくら' }]);
});
