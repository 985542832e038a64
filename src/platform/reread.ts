/** Reading a page's data again by the clock: a failed reading would put the page of faults in place of what is being written. */
import { invalidate, invalidateAll } from '$app/navigation';

/** Reads again what depends on `what`, or everything, if the portal can answer; else the page stays as it is. */
export async function rereadIfAnswered(what?: string): Promise<void> {
  if (!(await answers())) return;
  await (what ? invalidate(what) : invalidateAll());
}

const answers = (): Promise<boolean> =>
  fetch('/readyz', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
