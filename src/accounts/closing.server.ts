/** Accounts that nobody enters by any more, until they are opened again, or until they have another password. */
import { later, minutes, now } from '#platform/clock';
import { db, type Database } from '#platform/db';
import type { AccountId } from './index.ts';
import { loginOf } from './input.ts';
import { hashPassword } from './passwords.server.ts';
import { deleteSessionsOf, expireSessionsOf } from './session-queries.server.ts';
import { endSocketsOf } from './sessions.server.ts';

/** By its login, held until the transaction ends: nothing new is hung on it meanwhile. */
export const lockAccountNamed = (trx: Database, login: string) =>
  trx
    .selectFrom('accounts')
    .select(['id', 'disabled_at as closedAt'])
    .where('login', '=', loginOf(login))
    .$narrowType<{ id: AccountId }>()
    .forUpdate()
    .executeTakeFirst();

/** Its sessions end with it. Throws where it is the last admin of an organisation (`accounts_keep_an_admin`). */
export async function disableAccount(trx: Database, id: AccountId, at: Date): Promise<void> {
  await trx.updateTable('accounts').set({ disabled_at: at }).where('id', '=', id).execute();
  await deleteSessionsOf(id, trx);
}

/** With another password: whoever knew the old one may be why it was closed. A session that began while it closed ends too. */
export async function enableAccount(trx: Database, id: AccountId, password: string): Promise<void> {
  const opened = { disabled_at: null, password_hash: await hashPassword(password) };
  await trx.updateTable('accounts').set(opened).where('id', '=', id).execute();
  await deleteSessionsOf(id, trx);
}

/** For whoever forgot theirs. Sessions end at once, their sockets within half a minute: the process that holds them is another. */
export async function replacePassword(
  trx: Database,
  id: AccountId,
  password: string,
): Promise<void> {
  const passwordHash = await hashPassword(password);
  await trx
    .updateTable('accounts')
    .set({ password_hash: passwordHash })
    .where('id', '=', id)
    .execute();
  await expireSessionsOf(id, now(), trx);
}

/** An account is closed by another process than those that hold its sockets; a minute outlasts one that was busy. */
const LOOKED_BACK = minutes(1);

export async function endSocketsOfClosed(at: Date): Promise<void> {
  const closed = await db
    .selectFrom('accounts')
    .select('id')
    .where('disabled_at', '>', later(at, -LOOKED_BACK))
    .$narrowType<{ id: AccountId }>()
    .execute();
  for (const { id } of closed) endSocketsOf(id);
}
