import { db } from '#platform/db';
import type { AccountId } from './index.ts';

/** One of the demonstration's people by their login; for features that give them something to do. */
export async function demonstrationAccount(login: string): Promise<AccountId | undefined> {
  const row = await db
    .selectFrom('accounts')
    .select('id')
    .where('login', '=', login)
    .where('demonstration', '=', true)
    .executeTakeFirst();
  return row?.id as AccountId | undefined;
}
