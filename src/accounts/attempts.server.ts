import { setTimeout as sleep } from 'node:timers/promises';
import { later, now } from '#platform/clock';
import { delayBefore, FORGOTTEN_AFTER } from './attempts.ts';
import { countFailure, deleteFailuresBefore } from './failure-queries.server.ts';

/** Counts the try before it is looked at, so that many at once grow the delay for each other; then waits. */
export async function takeTurn(login: string): Promise<void> {
  const at = now();
  await sleep(delayBefore(await countFailure(login, at, later(at, -FORGOTTEN_AFTER))));
}

const AT_ONCE = 3;
const under = new Map<string, number>();

/** Few tries of one login at a time: a thousand that wait side by side would wait for nothing. */
export async function inLine<T>(login: string, work: () => Promise<T>): Promise<T | 'busy'> {
  const others = under.get(login) ?? 0;
  if (others >= AT_ONCE) return 'busy';
  under.set(login, others + 1);
  try {
    return await work();
  } finally {
    const left = (under.get(login) ?? 1) - 1;
    if (left > 0) under.set(login, left);
    else under.delete(login);
  }
}

/** Counts that have run out go, so that nothing tells who once mistyped. */
export const forgetOldFailures = (at: Date): Promise<void> =>
  deleteFailuresBefore(later(at, -FORGOTTEN_AFTER));
