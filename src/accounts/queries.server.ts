import type { ExpressionBuilder } from 'kysely';
import { anyOf, db, sql, type Database, type DB } from '#platform/db';
import type { AccountId, AccountViewer, Membership, OrganisationId, Role } from './index.ts';

export async function viewerOf(
  accountId: AccountId,
  sessionKey: string,
): Promise<AccountViewer | undefined> {
  const row = await db
    .selectFrom('accounts')
    .select([
      'display_name',
      'operator',
      'coordinates_pref_code',
      sql<boolean>`operator and not demonstration and second_factor_sealed is null`.as(
        'lacks_factor',
      ),
    ])
    .where('id', '=', accountId)
    .executeTakeFirst();
  if (!row) return undefined;
  const who = { kind: 'account', accountId, displayName: row.display_name, sessionKey } as const;
  if (row.lacks_factor) return { ...who, ...withoutRights, mustSetSecondFactor: true };
  const memberships = await membershipsOf(accountId);
  const coordinatesPrefCode = row.coordinates_pref_code;
  return { ...who, operator: row.operator, coordinatesPrefCode, memberships };
}

/** By which colleagues and people know them. */
export async function accountNames<Id extends string>(
  db: Database,
  ids: Id[],
): Promise<Map<Id, string>> {
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'display_name'])
    .where('id', '=', anyOf(ids))
    .execute();
  return new Map(rows.map((row) => [row.id as Id, row.display_name])); // One of those asked for.
}

const withoutRights = { operator: false, coordinatesPrefCode: null, memberships: [] };

async function membershipsOf(accountId: AccountId): Promise<Membership[]> {
  const rows = await db
    .selectFrom('memberships')
    .select(['organisation_id', 'role'])
    .where('account_id', '=', accountId)
    .orderBy('organisation_id')
    .execute();
  // The column's CHECK admits only ROLES.
  return rows.map((row) => ({
    organisationId: row.organisation_id as OrganisationId,
    role: row.role as Role,
  }));
}

export const findCredentials = (login: string) =>
  db
    .selectFrom('accounts')
    .select(['id', 'login', 'password_hash', 'second_factor_sealed'])
    .where('login', '=', login)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();

export const findFactor = (accountId: AccountId) =>
  db
    .selectFrom('accounts')
    .select(['login', 'second_factor_sealed', 'demonstration'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();

export async function insertAccount(
  account: {
    login: string;
    displayName: string;
    passwordHash: string;
    operator: boolean;
    demonstration: boolean;
  },
  trx: Database,
): Promise<AccountId> {
  const { id } = await trx
    .insertInto('accounts')
    .values({
      login: account.login,
      display_name: account.displayName,
      password_hash: account.passwordHash,
      operator: account.operator,
      demonstration: account.demonstration,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id as AccountId;
}

export const insertMembership = async (
  { accountId, organisationId, role }: Membership & { accountId: AccountId },
  trx: Database,
): Promise<void> =>
  void (await trx
    .insertInto('memberships')
    .values({ account_id: accountId, organisation_id: organisationId, role })
    .onConflict((conflict) => conflict.doNothing())
    .execute());

export const insertMembershipsOf = async (
  from: OrganisationId,
  to: OrganisationId,
  trx: Database,
): Promise<void> =>
  void (await trx
    .insertInto('memberships')
    .columns(['organisation_id', 'account_id', 'role'])
    .expression((eb) =>
      eb
        .selectFrom('memberships')
        .select([sql<string>`${to}::uuid`.as('to'), 'account_id', 'role'])
        .where('organisation_id', '=', from),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute());

export const deleteOtherRoles = async (
  {
    accountId,
    organisationId,
    roles,
  }: { accountId: AccountId; organisationId: OrganisationId; roles: Role[] },
  trx: Database,
): Promise<void> =>
  void (await trx
    .deleteFrom('memberships')
    .where('account_id', '=', accountId)
    .where('organisation_id', '=', organisationId)
    .where((eb) => eb.not(eb('role', '=', eb.fn.any(eb.val(roles)))))
    .execute());

/** How somebody showed that an account is theirs; good while the account still asks for the same. */
export interface Proof {
  accountId: AccountId;
  passwordHash: string;
  factor: Buffer | null;
}

const asProved =
  ({ accountId, passwordHash, factor }: Proof) =>
  (eb: ExpressionBuilder<DB, 'accounts'>) =>
    eb.and([
      eb('id', '=', accountId),
      eb('password_hash', '=', passwordHash),
      eb('second_factor_sealed', 'is not distinct from', factor),
      eb('disabled_at', 'is', null),
    ]);

/** Waits for whoever changes the account at this moment. */
export const stillProves = async (proof: Proof): Promise<boolean> =>
  (await db
    .selectFrom('accounts')
    .select('id')
    .where(asProved(proof))
    .forShare()
    .executeTakeFirst()) !== undefined;

/** False where the proof holds no more: another key, or another password, came first. */
export async function setFactor(proof: Proof, sealed: Buffer, step: number): Promise<boolean> {
  const set = await db
    .updateTable('accounts')
    .set({ second_factor_sealed: sealed, second_factor_step: step })
    .where(asProved(proof))
    .executeTakeFirst();
  return set.numUpdatedRows === 1n;
}

/** False where the proof holds no more, or the session it was given in is over. */
export async function setPassword(
  trx: Database,
  proof: Proof,
  { passwordHash, sessionIdHash }: { passwordHash: string; sessionIdHash: Buffer },
): Promise<boolean> {
  const set = await trx
    .updateTable('accounts')
    .set({ password_hash: passwordHash })
    .where(asProved(proof))
    .where((eb) =>
      eb.exists(
        eb.selectFrom('account_sessions').select('id_hash').where('id_hash', '=', sessionIdHash),
      ),
    )
    .executeTakeFirst();
  return set.numUpdatedRows === 1n;
}

/** False where this step's code, or a later one's, was used before. */
export async function takeStep(accountId: AccountId, step: number): Promise<boolean> {
  const taken = await db
    .updateTable('accounts')
    .set({ second_factor_step: step })
    .where('id', '=', accountId)
    .where((eb) =>
      eb.or([eb('second_factor_step', 'is', null), eb('second_factor_step', '<', String(step))]),
    )
    .executeTakeFirst();
  return taken.numUpdatedRows === 1n;
}

/** Holds an account against everybody else who locks it until the transaction ends: what it does at once is counted in turn. */
export const lockAccount = async (trx: Database, accountId: AccountId): Promise<void> =>
  void (await trx
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', accountId)
    .forNoKeyUpdate()
    .execute());
