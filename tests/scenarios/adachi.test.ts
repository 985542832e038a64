/**
 * Adachi: a ward that could not be heard through a whole online meeting. The room carries its words by text over a bad line,
 * the host sees that the line is bad, and what it could not say stands in the record afterwards, in its place.
 * The line is as bad as it was; the outages are shorter: three in half a minute stand for three of ninety seconds in an hour
 * (`npm run drill -- adachi` takes them as they are).
 */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Message } from '#rooms';
import {
  closeRoom,
  handInStatement,
  messagesAfter,
  ownStatements,
  placeStatement,
  unheardIn,
} from '#rooms/server';
import { inPlace } from '../../src/rooms/statements/statement.ts';
import { failuresOf, talkOverBadLine } from '../drills/adachi.ts';
import { anotherHost } from '../support/another-host.ts';
import { openRealtimeHost } from '../support/realtime.ts';
import { aRoom } from '../support/rooms.ts';

/** Sixty seconds, of the portal's own patience most of it: shorter outages leave less to wait for. */
const THROUGH_WITHIN_MS = 20_000;

test('everything that is written arrives both ways, once and in order; the host sees the line; a late statement stands in its place', async () => {
  const [server, room] = [await openRealtimeHost({ timers: true }), await aRoom()];
  const { roomId, host } = room;
  const ward = await room.guest('足立');
  const report = await talkOverBadLine(
    {
      ...{ url: server.url, roomId, hostCookie: (await anotherHost(room)).cookie },
      adachi: { ...ward, cookie: `${ward.cookie.name}=${ward.cookie.value}` },
    },
    { outagesMs: [11_000, 1_500, 1_500], betweenMs: 1_000, seed: 20_220_517, untilSteady: false },
  );
  console.log('Adachi', report);
  expect(failuresOf(report, THROUGH_WITHIN_MS)).toBe(0);
  expect(report.seenMs).toBeGreaterThan(0);
  expect(report.written).toBeGreaterThan(10);

  await closeRoom(host, roomId);
  const { standsAfter } = (await ownStatements(ward.viewer, roomId)) as { standsAfter: number };
  const text = '音声が聞こえず、区の取り組みを話せませんでした。ここに書きます。';
  await handInStatement(ward.viewer, { roomId, clientId: randomUUID(), text });
  const unheard = await unheardIn(host, roomId);
  const [statement] = unheard === 'not_found' ? [] : unheard.statements;
  if (!statement) throw new Error('nothing waits');
  await placeStatement(host, { roomId, statementId: statement.id });
  const page = await messagesAfter(ward.viewer, { roomId, after: 0 });
  const read = inPlace((page as { messages: Message[] }).messages).map(({ message }) => message);
  const at = read.findIndex((message) => message.text === text);
  expect(read[at - 1]?.seq).toBe(standsAfter);
  expect(read[at + 1]?.seq).toBe(standsAfter + 1);
  // The line first failed within the talk, not at its end.
  expect(standsAfter).toBeLessThan(report.written);
});
