import { once } from 'node:events';
import { request } from 'node:http';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { answer, disconnectRoom, publish } from '#platform/realtime/server';
import type { Gateway } from '#platform/realtime/transport';
import { nextEvent, openRealtimeHost } from '../support/realtime.ts';

const echo: Gateway = {
  authenticate: async (_namespace, socket) => {
    await socket.join('everybody');
    return 'let in';
  },
  connected(_namespace, socket) {
    answer(socket, 'word:say', z.strictObject({ word: z.string() }), ({ word }) => word);
    answer(socket, 'word:break', z.unknown(), () => {
      throw new Error('a bug');
    });
  },
};

function handshake(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/socket.io/?EIO=4&transport=websocket`, { headers });
    asked.on('response', (response) => resolve(response.statusCode ?? 0));
    asked.on('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(101);
    });
    asked.on('error', reject);
    asked.end();
  });
}

const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

test('a handshake from a foreign page, from an opaque one or from none at all gets no socket', async () => {
  const { url } = await openRealtimeHost({ gateway: echo });
  expect(await handshake(url, { ...upgrade, origin: url })).toBe(101);
  expect(await handshake(url, { ...upgrade, origin: 'https://elsewhere.example' })).not.toBe(101);
  expect(await handshake(url, { ...upgrade, origin: 'null' })).not.toBe(101);
  expect(await handshake(url, upgrade)).not.toBe(101);
});

test('a stranger is refused where a session is needed and let in where none is', async () => {
  const host = await openRealtimeHost();
  await expect(host.connect('/participant')).rejects.toThrow('refused');
  await expect(host.connect('/staff', { cookie: 'sid=guess' })).rejects.toThrow('refused');
  expect((await host.connect('/public')).connected).toBe(true);
});

test('while nobody can say who asks, a client is sent away to try again', async () => {
  const down = async () => {
    throw new Error('no database');
  };
  const host = await openRealtimeHost({ gateway: { ...echo, authenticate: down } });
  await expect(host.connect('/participant')).rejects.toThrow('try again');
});

test.each([['websocket'], ['polling']] as const)(
  'of the request that brought a socket by %s its cookie is remembered, and nothing else',
  async (transport) => {
    const seen: unknown[] = [];
    const connected: Gateway['connected'] = (_namespace, { request, handshake }) =>
      seen.push(request.headers, handshake.headers, handshake.query, handshake.url);
    const host = await openRealtimeHost({ gateway: { ...echo, connected } });
    await host.connect('/public', { transports: [transport], cookie: 'who=aoi' });
    const cookie = { cookie: 'who=aoi' };
    expect(seen).toEqual([cookie, cookie, {}, '']);
  },
);

test('long polling answers carry the protective headers', async () => {
  const { url } = await openRealtimeHost({ gateway: echo });
  const headers = { 'sec-fetch-site': 'same-origin' };
  const answered = await fetch(`${url}/socket.io/?EIO=4&transport=polling`, { headers });
  expect(answered.headers.get('x-content-type-options')).toBe('nosniff');
});

test('long polling alone is enough', async () => {
  const host = await openRealtimeHost({ gateway: echo });
  const socket = await host.connect('/public', { transports: ['polling'] });
  expect(await socket.emitWithAck('word:say', { word: 'やあ' })).toEqual({
    ok: true,
    value: 'やあ',
  });
});

test('an event without acknowledgement, of another shape or into a bug leaves the server standing', async () => {
  const host = await openRealtimeHost({ gateway: echo });
  const socket = await host.connect('/public');
  socket.emit('word:say', { word: 'nobody listens' });
  expect(await socket.emitWithAck('word:say', null)).toEqual({ ok: false, reason: 'invalid' });
  expect(await socket.emitWithAck('word:say', { word: 'a', more: 1 })).toEqual({
    ok: false,
    reason: 'invalid',
  });
  expect(await socket.emitWithAck('word:break', {})).toEqual({ ok: false, reason: 'failed' });
  expect(await socket.emitWithAck('word:say', { word: 'still' })).toMatchObject({ ok: true });
});

test('a frame of 17 KiB closes the socket that sent it and no other', async () => {
  const host = await openRealtimeHost({ gateway: echo });
  const [sender, bystander] = [await host.connect('/public'), await host.connect('/public')];
  const closed = nextEvent(sender, 'disconnect');
  sender.emit('word:say', { word: 'x'.repeat(17 * 1024) }, () => undefined);
  expect(await closed).toBe('transport close');
  expect(bystander.connected).toBe(true);
});

test('eleven events in ten seconds are one too many, thirty-one close the socket', async () => {
  const host = await openRealtimeHost({ gateway: echo });
  const socket = await host.connect('/public');
  const replies: unknown[] = [];
  const closed = nextEvent(socket, 'disconnect');
  for (let n = 0; n < 40; n += 1)
    socket.emit('word:say', { word: 'w' }, (reply: unknown) => replies.push(reply));
  expect(await closed).toBe('io server disconnect');
  expect(replies.filter((reply) => (reply as { ok: boolean }).ok)).toHaveLength(10);
});

test('who is disconnected by the server hears nothing more and does not come back by itself', async () => {
  const host = await openRealtimeHost({ gateway: echo });
  const socket = await host.connect('/public');
  const heard: unknown[] = [];
  socket.on('word:said', (word: unknown) => heard.push(word));
  publish('/public', 'everybody', 'word:said', 'before');
  await expect.poll(() => heard).toEqual(['before']);
  disconnectRoom('/public', 'everybody');
  expect(await nextEvent(socket, 'disconnect')).toBe('io server disconnect');
  publish('/public', 'everybody', 'word:said', 'after');
  expect(socket.active).toBe(false);
  expect(heard).toEqual(['before']);
});

test('more attachments than any event has close the socket that sent them', async () => {
  const host = await openRealtimeHost({ gateway: echo });
  const sender = await host.connect('/public');
  const closed = nextEvent(sender, 'disconnect');
  const attachments = Array.from({ length: 11 }, () => new Uint8Array(1));
  sender.emit('word:say', { word: attachments }, () => undefined);
  await closed;
  expect((await host.connect('/public')).connected).toBe(true);
});

test('who shakes hands and then says nothing is put out', async () => {
  const { url } = await openRealtimeHost({ gateway: echo });
  const silent = new WebSocket(
    `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
    {
      headers: { origin: url },
    } as never,
  ); // Node's own WebSocket takes headers; the DOM's type knows only protocols.
  await once(silent, 'open');
  const since = performance.now();
  await once(silent, 'close');
  expect(performance.now() - since).toBeLessThan(6_500);
});
