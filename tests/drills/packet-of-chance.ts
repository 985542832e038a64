/** Socket.IO packets as a fuzzer writes them: almost right, strange, broken. */
import { randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Entrance } from '../support/raw-socket.ts';

export interface Sender extends Entrance {
  /** Ids that mean something there. */
  known: string[];
  /** Events that are answered there. */
  events: string[];
}

const SOURCES = path.join(import.meta.dirname, '../../src');

/** Every event that some socket may send, as the features bind them. */
export const EVENTS = globSync('**/sockets.server.ts', { cwd: SOURCES }).flatMap((file) =>
  [...readFileSync(path.join(SOURCES, file), 'utf8').matchAll(/answer\(socket, '([^']+)'/gu)].map(
    ([, event]) => event ?? '',
  ),
);

/** Names that mean something to the library, or to JavaScript. */
const STRANGE_EVENTS = [
  '',
  'connect',
  'disconnect',
  'error',
  '__proto__',
  'constructor',
  'message',
];

/** What verbs ask for; of those not named, any. */
const SHAPES = new Map([
  ['room:enter', ['roomId', 'after']],
  ['messages:after', ['roomId', 'after']],
  ['message:post', ['roomId', 'clientId', 'text']],
  ['hearing:answer', ['roomId', 'memberId']],
  ['occurrences:watch', ['ids']],
  ['contact:follow', []],
  ['room:people', ['roomId']],
]);
const MORE = ['contactId', '__proto__', 'text', 'after'];

const DEEP = `${'['.repeat(900)}${']'.repeat(900)}`;

/** Three of them still make a packet that a socket may send. */
const TOO_LONG = JSON.stringify('x'.repeat(4_000));

/** As JSON, for JSON writes what no object of ours would hold. */
const STRANGE = [
  ...['null', 'true', '-1', '0', '0.5', '1e308', '1e999', '9007199254740993', '2147483648'],
  ...['""', '" "', '"\\u0000"', '"\\ud800"', '"\\u202e文字"', '"\\u200b"', '"1 OR 1=1"', '"%s%n"'],
  ...['"constructor"', '"NaN"', '"2026-13-45T25:61:00Z"', TOO_LONG],
  ...['[]', '[[]]', '[null]', DEEP, '{}', '{"__proto__":{"ok":true}}', '{"toString":1}'],
  ...['{"length":1000000000}', '{"_placeholder":true,"num":0}', '{"then":"x"}'],
];

/** Of the engine's and of the library's own kinds, most of them out of place. */
const FRAMES = [
  '',
  '0',
  '1',
  '2',
  '2probe',
  '3',
  '3probe',
  '5',
  '6',
  '7',
  '4',
  '49',
  '40',
  '40/none,',
];

/** An event with whatever payload, asking for an answer under `id`. */
export function eventOfChance(sender: Sender, id: number, chance: () => number): string {
  const event = drawing(chance)(sender.events);
  const payload = chance() < 0.1 ? drawing(chance)(STRANGE) : almostRight(sender, event, chance);
  return `42${sender.namespace},${id}[${JSON.stringify(event)},${payload}]`;
}

/** What no client of the library sends: the server may close the socket for it. */
export function brokenPacket(sender: Sender, id: number, chance: () => number): string {
  const kind = chance();
  if (kind < 0.2) return drawing(chance)(FRAMES);
  if (kind < 0.3) return `42${sender.namespace},${id}["${drawing(chance)(STRANGE_EVENTS)}",{}]`;
  return broken(eventOfChance(sender, id, chance), chance);
}

const drawing =
  (chance: () => number) =>
  <T>(all: readonly T[]): T =>
    all[Math.floor(chance() * all.length)] as T; // None of these lists is empty.

/** What a verb asks for, with now and then a field too many or something else in one. */
function almostRight({ known }: Sender, event: string, chance: () => number): string {
  const anyOf = drawing(chance);
  const right = new Map([
    ['clientId', () => JSON.stringify(randomUUID())],
    ['text', () => '"雨の音がします"'],
    ['after', () => String(Math.floor(chance() * 50))],
    ['ids', () => JSON.stringify([anyOf(known), anyOf(known)])],
  ]);
  const shape = SHAPES.get(event) ?? anyOf([...SHAPES.values()]);
  const fields = [...shape, ...(chance() < 0.1 ? [anyOf(MORE)] : [])].map((field) => {
    const value = right.get(field)?.() ?? JSON.stringify(anyOf(known));
    return `${JSON.stringify(field)}:${chance() < 0.85 ? value : anyOf(STRANGE)}`;
  });
  return `{${fields.join(',')}}`;
}

/** A few places taken out, doubled or overwritten. */
function broken(packet: string, chance: () => number): string {
  const anyOf = drawing(chance);
  let text = packet;
  for (let left = 1 + Math.floor(chance() * 4); left > 0; left -= 1) {
    const at = Math.floor(chance() * text.length);
    const to = at + Math.floor(chance() * 6);
    const between = anyOf([
      '',
      text.slice(at, to),
      anyOf(STRANGE),
      String.fromCharCode(chance() * 0xffff),
    ]);
    text = text.slice(0, at) + between + text.slice(to);
  }
  return text;
}
