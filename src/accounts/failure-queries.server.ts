/** Failed sign-ins by login, under a keyed hash: people type passwords into the wrong field. */
import { db, sql } from '#platform/db';
import { keyedHash } from '#platform/secrets';

/** Adds one, or begins anew where the last is older than `forgotten`; the count as it then is. */
export async function countFailure(login: string, at: Date, forgotten: Date): Promise<number> {
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
  return failures;
}

export const deleteFailuresBefore = async (at: Date): Promise<void> =>
  void (await db.deleteFrom('sign_in_failures').where('last_at', '<', at).execute());

/** Counts one try less: the password was right, and only the code is still asked for. */
export const takeBackTurn = async (login: string): Promise<void> =>
  void (await db
    .updateTable('sign_in_failures')
    .set({ failures: sql<number>`greatest(failures - 1, 0)` })
    .where('login_hash', '=', hashOf(login))
    .execute());

export const forgetFailures = async (login: string): Promise<void> =>
  void (await db.deleteFrom('sign_in_failures').where('login_hash', '=', hashOf(login)).execute());

const hashOf = (login: string) => keyedHash('sign-in', login);
