import type { Socket } from 'socket.io';
import type { z } from 'zod';
import { now, seconds } from '../clock.ts';
import { everywhere } from '../everywhere.server.ts';
import { log } from '../log.server.ts';
import type { Reply } from './index.ts';
import { currentTransport, NAMESPACES, type Gateway, type NamespaceName } from './transport.ts';

export { keepAsking } from './asking.server.ts';
export type { NamespaceName } from './transport.ts';

/** Installs the gateway; on a rebind (an edit in development) sockets come back to the new code. */
export function bindGateway(gateway: Gateway): void {
  const transport = currentTransport();
  if (!transport) return;
  const rebound = transport.gateway !== undefined;
  transport.gateway = gateway;
  if (rebound) bringSocketsBack();
}

/** Every socket of this process is closed, and comes back to be let in anew. */
export function bringSocketsBack(): void {
  for (const name of NAMESPACES) currentTransport()?.io.of(name).local.disconnectSockets(true);
}

/** How many sockets are open on this process, by namespace. */
export const socketsOpen = (): Map<NamespaceName, number> => {
  const { io } = currentTransport() ?? {};
  return new Map(NAMESPACES.map((name) => [name, io?.of(name).sockets.size ?? 0]));
};

/** Tells a named room of this process. Silent where no transport is open (scripts, verb tests). */
export function publishHere(
  namespace: NamespaceName,
  room: string,
  event: string,
  payload: unknown,
): void {
  currentTransport()?.io.of(namespace).to(room).emit(event, payload);
}

/** Tells a named room on every process; a hint, never the truth. */
export const publish = everywhere('publish', publishHere);

const gathered = new Map<string, unknown[]>();

/** Gathers what one tick tells a room into one packet, an array in order: one write per recipient is what a room costs. */
export function publishCoalesced(
  namespace: NamespaceName,
  room: string,
  event: string,
  item: unknown,
): void {
  const key = `${namespace} ${room} ${event}`;
  const waiting = gathered.get(key);
  if (waiting) return void waiting.push(item);
  const items = [item];
  gathered.set(key, items);
  setImmediate(() => {
    gathered.delete(key);
    publish(namespace, room, event, items);
  });
}

/** Closes every socket of a room (a session, a removed member) on every process; clients do not come back by themselves. */
export const disconnectRoom = everywhere(
  'disconnectRoom',
  (namespace: NamespaceName, room: string): void => {
    currentTransport()?.io.of(namespace).in(room).disconnectSockets(true);
  },
);

/** Sockets of `subject` leave `room` on every process: nothing more of it reaches them. */
export const expelFromRoom = everywhere(
  'expelFromRoom',
  (namespace: NamespaceName, subject: string, room: string): void => {
    currentTransport()?.io.of(namespace).in(subject).socketsLeave(room);
  },
);

const EVENTS_PER_WINDOW = 10;
const WINDOW_MS = seconds(10);

/** Takes one event of a socket: schema first, then the verb; a throw is logged and answered `failed`, never escapes. */
export function answer<Schema extends z.ZodType, Value>(
  socket: Socket,
  event: string,
  schema: Schema,
  verb: (input: z.output<Schema>) => Promise<Value> | Value,
): void {
  socket.on(event, (payload: unknown, acknowledge: unknown) => {
    if (typeof acknowledge !== 'function') return;
    void replyTo(socket, event, schema, verb, payload).then((reply) => acknowledge(reply));
  });
}

async function replyTo<Schema extends z.ZodType, Value>(
  socket: Socket,
  event: string,
  schema: Schema,
  verb: (input: z.output<Schema>) => Promise<Value> | Value,
  payload: unknown,
): Promise<Reply<Value>> {
  if (!takesOneMore(socket)) return { ok: false, reason: 'too_fast' };
  const parsed = schema.safeParse(payload);
  if (!parsed.success) return { ok: false, reason: 'invalid' };
  try {
    return { ok: true, value: await verb(parsed.data) };
  } catch (error) {
    log.error({ err: error, event }, 'socket event failed');
    return { ok: false, reason: 'failed' };
  }
}

interface Pace {
  since: number;
  taken: number;
}

/** Ten events in ten seconds; three times as many close the socket. */
function takesOneMore(socket: Socket): boolean {
  const pace = (socket.data as { pace?: Pace }).pace ?? { since: 0, taken: 0 };
  const at = now().getTime();
  if (at - pace.since >= WINDOW_MS || at < pace.since) Object.assign(pace, { since: at, taken: 0 });
  pace.taken += 1;
  (socket.data as { pace?: Pace }).pace = pace;
  if (pace.taken > EVENTS_PER_WINDOW * 3) socket.disconnect(true);
  return pace.taken <= EVENTS_PER_WINDOW;
}
