/** As much of RFC 6455 as a device needs that sends short texts and is sent whole ones. */
import { randomBytes } from 'node:crypto';

/** The request that turns a connection into Engine.IO's WebSocket. */
export function handshakeWith(url: string, cookie: string): string {
  const { origin, host } = new URL(url);
  return [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: ${host}`,
    ...['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    `Origin: ${origin}`,
    ...(cookie ? [`Cookie: ${cookie}`] : []),
    '\r\n',
  ].join('\r\n');
}

const FINAL_TEXT = 0x81;
const MASKED = 0x80;
const TWO_BYTES = 126;
const EIGHT_BYTES = 127;

/** Masked with zeros, which leaves the text as it is. */
export function frameOf(text: string): Buffer {
  const payload = Buffer.from(text);
  const isLong = payload.length >= TWO_BYTES;
  const head = Buffer.alloc(isLong ? 8 : 6);
  head[0] = FINAL_TEXT;
  head[1] = MASKED | (isLong ? TWO_BYTES : payload.length);
  if (isLong) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

/** Undefined where it has not come whole. */
export function firstFrame(bytes: Buffer): { payload: Buffer; rest: Buffer } | undefined {
  if (bytes.length < 2) return undefined;
  const { from, length } = extentOf(bytes);
  const to = from + length;
  if (bytes.length < to) return undefined;
  return { payload: bytes.subarray(from, to), rest: bytes.subarray(to) };
}

function extentOf(bytes: Buffer): { from: number; length: number } {
  const short = bytes[1] ?? 0;
  if (short === TWO_BYTES)
    return { from: 4, length: bytes.length < 4 ? Infinity : bytes.readUInt16BE(2) };
  if (short === EIGHT_BYTES)
    return { from: 10, length: bytes.length < 10 ? Infinity : Number(bytes.readBigUInt64BE(2)) };
  return { from: 2, length: short };
}
