/** Long work in the process that serves pages: whoever waits for an answer gets a turn every few milliseconds. */
import { setImmediate } from 'node:timers/promises';

const AT_ONCE_MS = 8;

/** Call the returned function at every step; it waits for the others once enough was done without a pause. */
export function breathing(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < AT_ONCE_MS) return;
    await setImmediate();
    since = performance.now();
  };
}
