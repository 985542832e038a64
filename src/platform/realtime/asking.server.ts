import type { Socket } from 'socket.io';

interface Asking {
  /** What the device acknowledges as soon as it hears it. */
  event: string;
  everyMs: number;
  /** Shorter than `everyMs`, so that one asking is over when the next begins. */
  withinMs: number;
}

/**
 * Asks a socket again and again whether it is really there. `heard` is told how many milliseconds each answer took,
 * undefined where none came in time. The returned function stops the asking.
 */
export function keepAsking(
  socket: Socket,
  { event, everyMs, withinMs }: Asking,
  heard: (tookMs: number | undefined) => Promise<void>,
  failed: (error: unknown) => void,
): () => void {
  const ask = async () => {
    const askedAt = performance.now();
    const answered = await socket
      .timeout(withinMs)
      .emitWithAck(event)
      .then(
        () => true,
        () => false,
      );
    if (socket.connected) await heard(answered ? performance.now() - askedAt : undefined);
  };
  const asking = setInterval(() => void ask().catch(failed), everyMs);
  return () => clearInterval(asking);
}
