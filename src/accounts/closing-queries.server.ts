/** Rows of accounts that the operator closes, opens again, or gives another password. */
import { db, type Database } from '#platform/db';
import type { AccountId } from './index.ts';
import { loginOf } from './input.ts';

/** By its login, locked until the transaction ends: nobody gives it a role or a session meanwhile. */
export const lockAccountNamed = (trx: Database, login: string) =>
  trx
    .selectFrom('accounts')
    .select(['id', 'disabled_at as closedAt'])
    .where('login', '=', loginOf(login))
    .$narrowType<{ id: AccountId }>()
    .forUpdate()
    .executeTakeFirst();

export const setDisabled = async (trx: Database, id: AccountId, at: Date): Promise<void> =>
  void (await trx.updateTable('accounts').set({ disabled_at: at }).where('id', '=', id).execute());

export const setEnabled = async (
  trx: Database,
  id: AccountId,
  passwordHash: string,
): Promise<void> =>
  void (await trx
    .updateTable('accounts')
    .set({ disabled_at: null, password_hash: passwordHash })
    .where('id', '=', id)
    .execute());

export const setPasswordHash = async (
  trx: Database,
  id: AccountId,
  passwordHash: string,
): Promise<void> =>
  void (await trx
    .updateTable('accounts')
    .set({ password_hash: passwordHash })
    .where('id', '=', id)
    .execute());

export const listDisabledSince = (at: Date): Promise<{ id: AccountId }[]> =>
  db
    .selectFrom('accounts')
    .select('id')
    .where('disabled_at', '>', at)
    .$narrowType<{ id: AccountId }>()
    .execute();
