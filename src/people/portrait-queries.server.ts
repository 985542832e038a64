/** Rows of portraits: one for each account that keeps one. */
import type { AccountId } from '#accounts';
import { db, type Database } from '#platform/db';

/** Its id, new with each new picture. */
export const findPortrait = async (
  accountId: AccountId,
  trx: Database = db,
): Promise<string | undefined> =>
  (
    await trx
      .selectFrom('portraits')
      .select('id')
      .where('account_id', '=', accountId)
      .executeTakeFirst()
  )?.id;

export const readImage = async (id: string): Promise<Buffer | undefined> =>
  (await db.selectFrom('portraits').select('image').where('id', '=', id).executeTakeFirst())?.image;

export const insertPortrait = async (
  trx: Database,
  accountId: AccountId,
  image: Buffer,
): Promise<void> =>
  void (await trx.insertInto('portraits').values({ account_id: accountId, image }).execute());

/** With it goes wherever it was shown (`portrait_consents_of_portrait`). */
export const deletePortrait = async (trx: Database, accountId: AccountId): Promise<void> =>
  void (await trx.deleteFrom('portraits').where('account_id', '=', accountId).execute());

export const listPortraits = (): Promise<{ id: string; account_id: string }[]> =>
  db.selectFrom('portraits').select(['id', 'account_id']).execute();
