/** Hints that a count of the first page has changed; the page then reads itself again. */
import { connect, pageIsIdle } from '#platform/realtime/client';

const HINTS = ['windows:staffed', 'seats:changed', 'schedule:changed'];
const GATHER_MS = 1_500;

/** Calls `refresh` after hints, several of a moment as one. Returns how to stop. */
export function followHome(ids: string[], refresh: () => void): () => void {
  const stopping = new AbortController();
  void listen(ids, refresh, stopping.signal);
  return () => stopping.abort();
}

async function listen(ids: string[], refresh: () => void, stopped: AbortSignal): Promise<void> {
  await pageIsIdle();
  if (stopped.aborted) return;
  const socket = await connect('/public');
  let waiting: ReturnType<typeof setTimeout> | undefined;
  // Every reader hears the same hint at once: they ask again spread over some seconds.
  const hear = () => {
    waiting ??= setTimeout(
      () => {
        waiting = undefined;
        refresh();
      },
      GATHER_MS * (1 + Math.random()),
    );
  };
  const watch = () => socket.emit('occurrences:watch', { ids }, () => undefined);
  for (const hint of HINTS) socket.on(hint, hear);
  socket.on('connect', watch);
  if (socket.connected) watch();
  stopped.addEventListener('abort', () => {
    clearTimeout(waiting);
    for (const hint of HINTS) socket.off(hint, hear);
    socket.off('connect', watch);
  });
}
