import { brokenConstraint, db, type Database } from '#platform/db';
import { turns } from '#platform/turns';
import type { AccountId, OrganisationId, Role } from './index.ts';
import { hashPassword } from './passwords.server.ts';
import {
  deleteOtherRoles,
  insertAccount,
  insertMembership,
  insertMembershipsOf,
} from './queries.server.ts';
import {
  accountProblemsOf,
  loginOf,
  newAccountInput,
  type AccountProblems,
  type NewAccountInput,
} from './input.ts';

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

// Beside those of signing in, so that a flood of either leaves the other a way in.
const hashInTurn = turns(1, 10);

/** An account as it will be written; its password is hashed before any transaction waits for it. */
export interface PreparedAccount {
  login: string;
  displayName: string;
  passwordHash: string;
}

/** Reads what somebody chose for a login of their own. `busy`: too many do at this moment. */
export async function prepareAccount(
  input: NewAccountInput,
): Promise<PreparedAccount | { problems: AccountProblems } | 'busy'> {
  const parsed = newAccountInput.safeParse(input);
  if (!parsed.success) return { problems: accountProblemsOf(parsed.error) };
  const { login, displayName, password } = parsed.data;
  const passwordHash = await hashInTurn(() => hashPassword(password));
  return passwordHash === 'busy' ? 'busy' : { login, displayName, passwordHash };
}

/** Writes a prepared account; throws where the login is taken: see `saysLoginTaken`. */
export const insertPrepared = (account: PreparedAccount, trx: Database): Promise<AccountId> =>
  insertAccount({ ...account, operator: false, demonstration: false }, trx);

/** Whether a transaction broke because somebody has the login already. */
export const saysLoginTaken = (error: unknown): boolean =>
  brokenConstraint(error) === 'accounts_login_once';

/** Gives the account a role in the organisation; giving it twice changes nothing. */
export const addMembership = (
  accountId: AccountId,
  organisationId: OrganisationId,
  role: Role,
  trx: Database = db,
): Promise<void> => insertMembership({ accountId, organisationId, role }, trx);

/** Who is a member of the one becomes a member of the other too, with the same roles. */
export const copyMemberships = (
  trx: Database,
  { from, to }: { from: OrganisationId; to: OrganisationId },
): Promise<void> => insertMembershipsOf(from, to, trx);

/** What the account is in the organisation from now on; none of them: no member. The last admin's role stays (`memberships_keep_an_admin`). */
export async function setRoles(
  trx: Database,
  { accountId, organisationId }: { accountId: AccountId; organisationId: OrganisationId },
  roles: Role[],
): Promise<void> {
  for (const role of roles) await insertMembership({ accountId, organisationId, role }, trx);
  await deleteOtherRoles({ accountId, organisationId, roles }, trx);
}
