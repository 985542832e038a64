import { setTimeout as sleep } from 'node:timers/promises';
import { now } from '#platform/clock';
import { db, sql } from '#platform/db';
import { keyedHash } from '#platform/secrets';
import { delayBefore, FORGOTTEN_AFTER } from './attempts.ts';

/** Counts the try before it is looked at, so that many at once grow the delay for each other; then waits. */
export async function takeTurn(login: string): Promise<void> {
  const at = now();
  const forgotten = new Date(at.getTime() - FORGOTTEN_AFTER);
  const { failures } = await db
    .insertInto('sign_in_failures')
    .values({ login_hash: hashOf(login), failures: 1, last_at: at })
    .onConflict((conflict) =>
      conflict.column('login_hash').doUpdateSet({
        failures: sql<number>`case when sign_in_failures.last_at < ${forgotten} then 1 else sign_in_failures.failures + 1 end`,
        last_at: at,
      }),
    )
    .returning('failures')
    .executeTakeFirstOrThrow();
  await sleep(delayBefore(failures));
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
export const forgetOldFailures = async (at: Date): Promise<void> =>
  void (await db
    .deleteFrom('sign_in_failures')
    .where('last_at', '<', new Date(at.getTime() - FORGOTTEN_AFTER))
    .execute());

/** The try was no failure, but no success either: a code is still asked for. */
export async function takeBackTurn(login: string): Promise<void> {
  await db
    .updateTable('sign_in_failures')
    .set({ failures: sql<number>`greatest(failures - 1, 0)` })
    .where('login_hash', '=', hashOf(login))
    .execute();
}

export async function forgetFailures(login: string): Promise<void> {
  await db.deleteFrom('sign_in_failures').where('login_hash', '=', hashOf(login)).execute();
}

/** Keyed: people type passwords into the wrong field. */
const hashOf = (login: string) => keyedHash('sign-in', login);
