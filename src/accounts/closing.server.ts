/** What the operator's commands do to an account: close it, open it again, give it another password or a prefecture. */
import { later, minutes, now } from '#platform/clock';
import type { Database } from '#platform/db';
import { listDisabledSince, updateAccount } from './closing-queries.server.ts';
import type { AccountId } from './index.ts';
import { hashPassword } from './passwords.server.ts';
import { deleteSessionsOf, expireSessionsOf } from './session-queries.server.ts';
import { endSocketsOf } from './sessions.server.ts';

/** Its sessions end with it, and it coordinates no prefecture. Throws where it is the last admin of an organisation (`accounts_keep_an_admin`). */
export async function disableAccount(trx: Database, id: AccountId, at: Date): Promise<void> {
  await updateAccount(trx, id, { disabled_at: at, coordinates_pref_code: null });
  await deleteSessionsOf(id, trx);
}

/** With another password: whoever knew the old one may be why it was closed. A session that began while it closed ends too. */
export async function enableAccount(trx: Database, id: AccountId, password: string): Promise<void> {
  await updateAccount(trx, id, { disabled_at: null, password_hash: await hashPassword(password) });
  await deleteSessionsOf(id, trx);
}

/** For whoever forgot theirs. Sessions end at once, their sockets within half a minute: the process that holds them is another. */
export async function renewPasswordOf(
  trx: Database,
  id: AccountId,
  password: string,
): Promise<void> {
  await updateAccount(trx, id, { password_hash: await hashPassword(password) });
  await expireSessionsOf(id, now(), trx);
}

/** From now on it coordinates this prefecture, or none. */
export const setPrefecture = (
  trx: Database,
  id: AccountId,
  prefCode: string | null,
): Promise<void> => updateAccount(trx, id, { coordinates_pref_code: prefCode });

/** A command closes the account in another process than those that hold its sockets; these look back a minute, in case they were busy. */
const LOOKED_BACK = minutes(1);

export async function endSocketsOfClosed(at: Date): Promise<void> {
  for (const { id } of await listDisabledSince(later(at, -LOOKED_BACK))) endSocketsOf(id);
}
