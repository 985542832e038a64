/**
 * The browser's one connection per namespace. The transport's code arrives only when first asked for,
 * after the page has loaded and is idle, so that no public page waits for it.
 */
import type { io as Io, Socket } from 'socket.io-client';
import { LINE_ASK, TOO_MANY, TRY_AGAIN } from './index.ts';

export type Namespace = '/public' | '/participant' | '/staff';

const sockets = new Map<Namespace, Promise<Socket>>();

/** Shared by everybody who asks for the namespace; reconnects by itself. Never disconnect it: take your listeners off. */
export function connect(namespace: Namespace): Promise<Socket> {
  const known = sockets.get(namespace);
  if (known) return known;
  const socket = open(namespace);
  sockets.set(namespace, socket);
  return socket;
}

/** Resolves when the page has loaded and the browser has nothing better to do. */
export async function pageIsIdle(): Promise<void> {
  if (document.readyState !== 'complete')
    await new Promise((loaded) => addEventListener('load', loaded, { once: true }));
  await new Promise<void>((idle) =>
    'requestIdleCallback' in globalThis
      ? requestIdleCallback(() => idle(), { timeout: 2_000 })
      : setTimeout(idle, 200),
  );
}

const COMES_BACK_MS = 2_000;
/** One page too many may be one's own dead lines after a change of network: the server finds those within 18 seconds. */
const MAY_HAVE_ROOM_MS = 5_000;
/** Refused: signing in elsewhere may change that, hurrying does not. */
const ASKS_AGAIN_MS = 20_000;
const REFUSED_FOR_MS = new Map([
  [TRY_AGAIN, COMES_BACK_MS],
  [TOO_MANY, MAY_HAVE_ROOM_MS],
]);

async function open(namespace: Namespace): Promise<Socket> {
  const io = await transportCode();
  const socket = io(namespace, {
    timeout: 8_000,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
  });
  socket.on(LINE_ASK, (acknowledge: () => void) => acknowledge());
  // A kept-alive connection may be as dead as the line was: every second try opens one of its own.
  socket.io.on('reconnect_attempt', (attempt) => {
    socket.io.opts.transports =
      attempt % 2 === 0 ? ['websocket', 'polling'] : ['polling', 'websocket'];
  });
  // After a refusal, or put out by the server, the library rests for good.
  const comeBack = (ms: number) =>
    socket.active || setTimeout(() => socket.connect(), ms * (1 + Math.random()));
  socket.on('connect_error', ({ message }) =>
    comeBack(REFUSED_FOR_MS.get(message) ?? ASKS_AGAIN_MS),
  );
  socket.on('disconnect', () => comeBack(COMES_BACK_MS));
  return socket;
}

/** Asked for until it comes: a page may have been opened just before the portal went away. */
async function transportCode(): Promise<typeof Io> {
  for (;;) {
    try {
      return (await import('socket.io-client')).io;
    } catch {
      await new Promise((later) => setTimeout(later, COMES_BACK_MS));
    }
  }
}
