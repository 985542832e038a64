/** Reading a page's data again by the clock, when the portal may be away: readings shall not pile up meanwhile. */
import { invalidate, invalidateAll } from '$app/navigation';
import { navigating } from '$app/state';

/** Reads again what depends on `what`, or everything, if the portal can answer; else the page stays as it is. */
export async function rereadIfAnswered(what?: string): Promise<void> {
  if (await portalAnswers()) await reread(what);
}

/** The same without asking first. A reading begun on the way to another page would hold that up for good: it waits. */
export async function reread(what?: string): Promise<void> {
  await navigating.complete?.catch(() => undefined);
  await (what ? invalidate(what) : invalidateAll());
}

/** On a dead line a question without end would hold one of the browser's few connections for good. */
const WITHIN_MS = 5_000;

/** Whether the portal stands and has its database. */
export const portalAnswers = (): Promise<boolean> =>
  fetch('/readyz', { cache: 'no-store', signal: AbortSignal.timeout(WITHIN_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );
