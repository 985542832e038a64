/** Hashes of the addresses of calendars, and the shifts that they tell. */
import type { AccountId } from '#accounts';
import type { Database } from '#platform/db';
import type { Span } from '../span.ts';

export const keepSecret = async (
  db: Database,
  accountId: AccountId,
  secret_hash: Buffer,
): Promise<void> =>
  void (await db
    .insertInto('duty_calendars')
    .values({ account_id: accountId, secret_hash })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ secret_hash }))
    .execute());

export const deleteSecret = async (db: Database, accountId: AccountId): Promise<void> =>
  void (await db.deleteFrom('duty_calendars').where('account_id', '=', accountId).execute());

/** Of whoever works nowhere any more: an account opened again begins without. */
export const deleteSecretOfStranger = async (db: Database, accountId: AccountId): Promise<void> =>
  void (await db
    .deleteFrom('duty_calendars')
    .where('account_id', '=', accountId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('memberships').select('account_id').where('account_id', '=', accountId)),
      ),
    )
    .execute());

export async function hasSecret(db: Database, accountId: AccountId): Promise<boolean> {
  const row = await db
    .selectFrom('duty_calendars')
    .select('account_id')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whose it is, while their account is open. */
export async function findReader(db: Database, secretHash: Buffer): Promise<string | undefined> {
  const row = await db
    .selectFrom('duty_calendars')
    .innerJoin('accounts', 'accounts.id', 'account_id')
    .select('account_id')
    .where('secret_hash', '=', secretHash)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return row?.account_id;
}

export interface KeptShift extends Span {
  id: string;
  sequence: number;
  changedAt: Date;
  off: boolean;
}

/** Those that are off too: whoever follows them hears that they are. */
export async function shiftsSince(
  db: Database,
  accountId: string,
  since: Date,
): Promise<KeptShift[]> {
  const rows = await db
    .selectFrom('shifts')
    .select(['id', 'sequence', 'changed_at', 'taken_off_at', 'starts_at', 'ends_at'])
    .where('account_id', '=', accountId)
    .where('ends_at', '>', since)
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, sequence: row.sequence, changedAt: row.changed_at },
    ...{ startsAt: row.starts_at, endsAt: row.ends_at, off: row.taken_off_at !== null },
  }));
}
