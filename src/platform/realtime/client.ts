/**
 * The browser's one connection per namespace. The transport's code arrives only when first asked for,
 * after the page has loaded and is idle, so that no public page waits for it.
 */
import type { Socket } from 'socket.io-client';
import { TRY_AGAIN } from './index.ts';

type Namespace = '/public' | '/participant' | '/staff';

const sockets = new Map<Namespace, Promise<Socket>>();

/** Shared by everybody who asks for the namespace; reconnects by itself. Never disconnect it: take your listeners off. */
export function connect(namespace: Namespace): Promise<Socket> {
  const known = sockets.get(namespace);
  if (known) return known;
  const socket = open(namespace);
  sockets.set(namespace, socket);
  socket.catch(() => sockets.delete(namespace));
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

async function open(namespace: Namespace): Promise<Socket> {
  const { io } = await import('socket.io-client');
  const socket = io(namespace, { reconnectionDelay: 500, reconnectionDelayMax: 5_000 });
  // After a refusal the library rests for good.
  socket.on('connect_error', ({ message }) => {
    if (message === TRY_AGAIN) setTimeout(() => socket.connect(), 2_000 + Math.random() * 3_000);
  });
  return socket;
}
