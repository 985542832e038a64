/** Reading a page's data again by the clock: a failed reading would put the page of faults in place of what is being written. */
import { invalidate, invalidateAll } from '$app/navigation';

/** Reads again what depends on `what`, or everything, if the portal can answer; else the page stays as it is. */
export async function rereadIfAnswered(what?: string): Promise<void> {
  if (!(await answers())) return;
  await (what ? invalidate(what) : invalidateAll());
}

/** On a dead line a question without end would hold one of the browser's few connections for good. */
const WITHIN_MS = 5_000;

const answers = (): Promise<boolean> =>
  fetch('/readyz', { cache: 'no-store', signal: AbortSignal.timeout(WITHIN_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );
