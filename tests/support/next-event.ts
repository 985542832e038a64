import type { Socket } from 'socket.io-client';

/** The next payload of an event, or an error after `ms`. */
export function nextEvent(socket: Socket, event: string, ms = 15_000): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${event} within ${ms} ms`)), ms);
    socket.once(event, (payload: unknown) => {
      clearTimeout(timer);
      resolve(payload);
    });
  });
}
