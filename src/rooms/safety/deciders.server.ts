/** Who decides what becomes of a report: never whoever it is about. */
import type { AccountId, OrganisationId } from '#accounts';
import { accountsThatMay, operatorAccounts } from '#accounts/server';
import type { Database } from '#platform/db';
import { tellAccount } from '../live.server.ts';

interface About {
  organisationId: OrganisationId;
  /** Set where it is about one of the staff. */
  accountId: AccountId | null;
  /** Of an urgent talk. */
  ofDesk: boolean;
}

/** Of an urgent talk the window's supervisors, and the operator only where there is no other; else the admins, and the operator too where it is about staff. */
export async function decidersOf(trx: Database, about: About): Promise<AccountId[]> {
  const { organisationId, accountId, ofDesk } = about;
  const there = await accountsThatMay(trx, ofDesk ? 'supervise' : 'administer', organisationId);
  const others = there.filter((id) => id !== accountId);
  const onSite = ofDesk ? others.length === 0 : accountId !== null;
  const operators = onSite ? await operatorAccounts(trx) : [];
  return [...new Set([...others, ...operators])].filter((id) => id !== accountId);
}

/** They hear at once that there is one more to decide, or one less. */
export const tellDeciders = (deciding: AccountId[]): void =>
  deciding.forEach((id) => tellAccount(id, 'deciding:changed'));
