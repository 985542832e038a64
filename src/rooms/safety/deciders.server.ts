/** Who decides what becomes of a report: never whoever it is about. */
import { gives, type AccountId, type OrganisationId } from '#accounts';
import { membersOf, operatorAccounts } from '#accounts/server';
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
  const [deciding = []] = await decidersOfEach(trx, [about]);
  return deciding;
}

/** The same of several in their order, asked for at once. */
export async function decidersOfEach(
  trx: Database,
  abouts: readonly About[],
): Promise<AccountId[][]> {
  const organisations = new Set(abouts.map(({ organisationId }) => organisationId));
  const [members, operators] = [
    await membersOf(trx, [...organisations]),
    await operatorAccounts(trx),
  ];
  return abouts.map(({ organisationId, accountId, ofDesk }) => {
    const others = members
      .filter((one) => one.organisationId === organisationId && one.accountId !== accountId)
      .filter(({ role }) => gives(role, ofDesk ? 'supervise' : 'administer'));
    const onSite = ofDesk ? others.length === 0 : accountId !== null;
    const deciding = [...others.map((one) => one.accountId), ...(onSite ? operators : [])];
    return [...new Set(deciding)].filter((id) => id !== accountId);
  });
}

/** They hear at once that there is one more to decide, or one less. */
export const tellDeciders = (deciding: AccountId[]): void =>
  deciding.forEach((id) => tellAccount(id, 'deciding:changed'));
