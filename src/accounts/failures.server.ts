/** Failed sign-ins slow the next try of the same login: how long, and how many tries at once. */
import { setTimeout as sleep } from 'node:timers/promises';
import { later, minutes, now } from '#platform/clock';
import { delayAfter } from '#platform/delay';
import { countFailure, deleteFailuresBefore } from './failure-queries.server.ts';

const FREE = 3;
/** After a quarter of an hour without a try the count starts again. */
const FORGOTTEN_AFTER = minutes(15);

/** Counts the try before it is looked at, so that many at once grow the delay for each other; then waits. */
export async function takeTurn(login: string): Promise<void> {
  const at = now();
  const tries = await countFailure(login, at, later(at, -FORGOTTEN_AFTER));
  await sleep(delayAfter(tries - 1, FREE));
}

const AT_ONCE = 3;
const under = new Map<string, number>();

/**
 * At most three tries of one login at a time from one line: a thousand side by side would all wait no longer than one.
 * Each line is counted by itself, so that whoever fills theirs keeps nobody else out.
 */
export async function inLine<T>(
  { login, line }: { login: string; line: string },
  work: () => Promise<T>,
): Promise<T | 'busy'> {
  const place = JSON.stringify([login, line]);
  const others = under.get(place) ?? 0;
  if (others >= AT_ONCE) return 'busy';
  under.set(place, others + 1);
  try {
    return await work();
  } finally {
    const left = (under.get(place) ?? 1) - 1;
    if (left > 0) under.set(place, left);
    else under.delete(place);
  }
}

/** Counts that have run out go, so that nothing tells who once mistyped. */
export const forgetOldFailures = (at: Date): Promise<void> =>
  deleteFailuresBefore(later(at, -FORGOTTEN_AFTER));
