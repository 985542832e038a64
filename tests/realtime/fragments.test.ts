import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished, expect, test } from 'vitest';
import type { Gateway } from '#platform/realtime/transport';
import { openRealtimeHost } from '../support/realtime.ts';

const open: Gateway = { authenticate: () => Promise.resolve('let in'), connected: () => undefined };

const MEBIBYTE = 1024 * 1024;

/** A WebSocket without a library: nothing of ours would cut a message into single bytes. */
async function rawWebSocket(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const lines = [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: ${hostname}:${port}`,
    `Origin: ${url}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  await once(socket, 'data');
  return socket;
}

const TEXT = 1;
const MORE = 0;
// Masked, as every client's frame is; a mask of zeros leaves the byte as it is.
const frame = (opcode: number, text: string) =>
  Buffer.from([opcode, 0x80 | text.length, 0, 0, 0, 0, ...Buffer.from(text)]);

/** What the process holds after `count` fragments of a message that never ends, in MiB more than before. */
async function growthUnder(socket: Socket, count: number, text: string): Promise<number> {
  const before = process.memoryUsage().rss;
  socket.write(frame(TEXT, '4'));
  const thousand = Buffer.concat(Array.from({ length: 1_000 }, () => frame(MORE, text)));
  for (let sent = 0; sent < count && socket.writable; sent += 1_000)
    if (!socket.write(thousand)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
  return (process.memoryUsage().rss - before) / MEBIBYTE;
}

test.each([
  ['single bytes', '4'],
  ['nothing at all', ''],
])('a message sent in fragments of %s is cut off before it fills the memory', async (_, text) => {
  const { url, connect: join } = await openRealtimeHost({ gateway: open });
  const bystander = await join('/public');
  const socket = await rawWebSocket(url);
  const closed = once(socket, 'close');
  expect(await growthUnder(socket, 2_000_000, text)).toBeLessThan(100);
  await closed;
  expect(bystander.connected).toBe(true);
});
