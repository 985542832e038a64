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
