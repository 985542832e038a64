/** Rows of staff sessions; the idle and the absolute limit are columns of ours, by our clock. */
import { later, now } from '#platform/clock';
import { db, sql, type Database } from '#platform/db';
import type { AccountId } from './index.ts';

export const insertSession = async (session: {
  idHash: Buffer;
  accountId: string;
  expiresAt: Date;
  idleUntil: Date;
  endsAt: Date;
}): Promise<void> =>
  void (await db
    .insertInto('account_sessions')
    .values({
      id_hash: session.idHash,
      account_id: session.accountId,
      expires_at: session.expiresAt,
      idle_until: session.idleUntil,
      ends_at: session.endsAt,
      created_at: now(),
    })
    .execute());

/** One that has passed neither limit, of an account that is not disabled. */
export function findLiveSession(idHash: Buffer) {
  const at = now();
  return db
    .selectFrom('account_sessions')
    .innerJoin('accounts', 'accounts.id', 'account_sessions.account_id')
    .select(['account_sessions.expires_at', 'accounts.id'])
    .where('id_hash', '=', idHash)
    .where('idle_until', '>', at)
    .where('ends_at', '>', at)
    .where('accounts.disabled_at', 'is', null)
    .executeTakeFirst();
}

/** Holds off the idle limit by `idle` from now, at most once in `each`; never past the absolute one. */
export async function renewIdleOf(
  idHash: Buffer,
  { idle, each }: { idle: number; each: number },
): Promise<void> {
  const at = now();
  await db
    .updateTable('account_sessions')
    .set({ idle_until: sql<Date>`least(${later(at, idle)}::timestamptz, ends_at)` })
    .where('id_hash', '=', idHash)
    .where('idle_until', '<', later(at, idle - each))
    .where('idle_until', '>', at)
    .whereRef('idle_until', '<', 'ends_at')
    .execute();
}

export const listLiveSessions = (accountId: AccountId) =>
  db
    .selectFrom('account_sessions')
    .select(['id_hash', 'created_at', 'ends_at'])
    .where('account_id', '=', accountId)
    .where('idle_until', '>', now())
    .orderBy('created_at', 'desc')
    .execute();

export const deleteSessionsOf = async (accountId: string, trx: Database = db): Promise<void> =>
  void (await trx.deleteFrom('account_sessions').where('account_id', '=', accountId).execute());

/** Over as if nobody had used them: whichever process holds their sockets finds them so, and closes those. */
export const expireSessionsOf = async (
  accountId: AccountId,
  at: Date,
  trx: Database,
): Promise<void> =>
  void (await trx
    .updateTable('account_sessions')
    .set({ idle_until: at })
    .where('account_id', '=', accountId)
    .where('idle_until', '>', at)
    .execute());

/** False: the account has no such session. */
export async function deleteSessionOf(accountId: AccountId, idHash: Buffer): Promise<boolean> {
  const ended = await db
    .deleteFrom('account_sessions')
    .where('id_hash', '=', idHash)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return ended.numDeletedRows > 0n;
}

/** All of the account's but one, by their hashes. */
export async function deleteSessionsBut(accountId: AccountId, idHash: Buffer): Promise<Buffer[]> {
  const ended = await db
    .deleteFrom('account_sessions')
    .where('account_id', '=', accountId)
    .where('id_hash', '<>', idHash)
    .returning('id_hash')
    .execute();
  return ended.map(({ id_hash }) => id_hash);
}

/** Those past a limit, by their hashes. */
export async function deleteExpired(at: Date): Promise<Buffer[]> {
  const ended = await db
    .deleteFrom('account_sessions')
    .where((eb) => eb.or([eb('idle_until', '<=', at), eb('ends_at', '<=', at)]))
    .returning('id_hash')
    .execute();
  return ended.map(({ id_hash }) => id_hash);
}
