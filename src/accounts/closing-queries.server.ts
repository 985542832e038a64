/** Rows of accounts that the operator closes, opens again, or gives another password. */
import type { Updateable } from 'kysely';
import { db, type Database, type DB } from '#platform/db';
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

export const updateAccount = async (
  trx: Database,
  id: AccountId,
  row: Updateable<DB['accounts']>,
): Promise<void> =>
  void (await trx.updateTable('accounts').set(row).where('id', '=', id).execute());

export const listDisabledSince = (at: Date): Promise<{ id: AccountId }[]> =>
  db
    .selectFrom('accounts')
    .select('id')
    .where('disabled_at', '>', at)
    .$narrowType<{ id: AccountId }>()
    .execute();
