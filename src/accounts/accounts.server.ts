import { db, type Database } from '#platform/db';
import type { AccountId, OrganisationId, Role } from './index.ts';
import { hashPassword } from './passwords.server.ts';
import { insertAccount, insertMembership } from './queries.server.ts';
import { loginOf } from './sign-in.server.ts';

export interface NewAccount {
  login: string;
  displayName: string;
  password: string;
  /** Runs the whole site; can do nothing until a second factor is set, unless of the demonstration. */
  operator?: boolean;
  demonstration?: boolean;
}

/** Throws where the login is taken (`accounts_login_once`). */
export async function createAccount(account: NewAccount, trx: Database = db): Promise<AccountId> {
  return insertAccount(
    {
      login: loginOf(account.login),
      displayName: account.displayName,
      passwordHash: await hashPassword(account.password),
      operator: account.operator ?? false,
      demonstration: account.demonstration ?? false,
    },
    trx,
  );
}

/** Gives the account a role in the organisation; giving it twice changes nothing. */
export const addMembership = (
  accountId: AccountId,
  organisationId: OrganisationId,
  role: Role,
  trx: Database = db,
): Promise<void> => insertMembership({ accountId, organisationId, role }, trx);
