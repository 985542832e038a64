/** Rows of invitations and of who is a member. */
import type { AccountId, OrganisationId, Role } from '#accounts';
import { db, type Database } from '#platform/db';
import { isId } from '#platform/id';

export const insertInvitation = async (
  trx: Database,
  row: {
    tokenHash: Buffer;
    organisationId: OrganisationId;
    roles: Role[];
    invitedBy: AccountId;
    mailed: boolean;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> =>
  void (await trx
    .insertInto('invitations')
    .values({
      token_hash: row.tokenHash,
      organisation_id: row.organisationId,
      roles: row.roles,
      invited_by: row.invitedBy,
      mailed: row.mailed,
      created_at: row.createdAt,
      expires_at: row.expiresAt,
    })
    .execute());

/** How many links of the organisation were mailed since then; nobody else counts meanwhile. */
export async function countMailedSince(
  trx: Database,
  organisationId: OrganisationId,
  since: Date,
): Promise<number> {
  await trx
    .selectFrom('organisations')
    .select('id')
    .where('id', '=', organisationId)
    .forNoKeyUpdate()
    .execute();
  const { mailed } = await trx
    .selectFrom('invitations')
    .select((eb) => eb.fn.countAll<number>().as('mailed'))
    .where('organisation_id', '=', organisationId)
    .where('created_at', '>', since)
    .where('mailed', '=', true)
    .executeTakeFirstOrThrow();
  return mailed;
}

const openOnes = (trx: Database, at: Date) =>
  trx
    .selectFrom('invitations')
    .innerJoin('organisations', 'organisations.id', 'invitations.organisation_id')
    .innerJoin('accounts', 'accounts.id', 'invitations.invited_by')
    .select([
      'invitations.id',
      'roles',
      'expires_at as expiresAt',
      'organisations.name as organisation',
    ])
    .select(['invitations.organisation_id as organisationId', 'accounts.display_name as invitedBy'])
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', at)
    .where('accounts.disabled_at', 'is', null)
    // CHECK invitations_roles admits only ROLES.
    .$narrowType<{ roles: Role[]; organisationId: OrganisationId }>();

export const listOpenInvitations = (organisationId: OrganisationId, at: Date) =>
  openOnes(db, at)
    .where('invitations.organisation_id', '=', organisationId)
    .orderBy('expires_at')
    .execute();

export const findOpenInvitation = (tokenHash: Buffer, at: Date) =>
  openOnes(db, at).where('token_hash', '=', tokenHash).executeTakeFirst();

/** Uses it up; undefined where it is used, withdrawn, out of time, unknown, or of somebody whose account is closed. */
export const takeInvitation = (trx: Database, tokenHash: Buffer, at: Date) =>
  trx
    .updateTable('invitations')
    .set({ used_at: at })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', at)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('accounts')
          .select('accounts.id')
          .whereRef('accounts.id', '=', 'invitations.invited_by')
          .where('accounts.disabled_at', 'is', null),
      ),
    )
    .returning(['organisation_id as organisationId', 'roles'])
    .$narrowType<{ roles: Role[]; organisationId: OrganisationId }>()
    .executeTakeFirst();

export async function findInvitationOwner(id: string): Promise<OrganisationId | undefined> {
  if (!isId(id)) return undefined;
  const row = await db
    .selectFrom('invitations')
    .select('organisation_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.organisation_id as OrganisationId | undefined;
}

export const closeInvitation = async (trx: Database, id: string, at: Date): Promise<void> =>
  void (await trx
    .updateTable('invitations')
    .set({ withdrawn_at: at })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute());

/** Whoever loses the right to invite leaves no way in behind. */
export const closeInvitationsBy = async (
  trx: Database,
  { accountId, organisationId }: { accountId: AccountId; organisationId: OrganisationId },
  at: Date,
): Promise<void> =>
  void (await trx
    .updateTable('invitations')
    .set({ withdrawn_at: at })
    .where('organisation_id', '=', organisationId)
    .where('invited_by', '=', accountId)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute());

/** Those that were used, taken back or ran out before; each runs out, whatever became of it. */
export const deleteInvitationsOverBefore = async (at: Date): Promise<void> =>
  void (await db
    .deleteFrom('invitations')
    .where((eb) =>
      eb.or([eb('used_at', '<', at), eb('withdrawn_at', '<', at), eb('expires_at', '<', at)]),
    )
    .execute());

/** The roles of a member, which nobody takes away meanwhile. */
export async function lockRoles(
  trx: Database,
  { accountId, organisationId }: { accountId: string; organisationId: OrganisationId },
): Promise<Role[]> {
  if (!isId(accountId)) return [];
  const rows = await trx
    .selectFrom('memberships')
    .select('role')
    .where('organisation_id', '=', organisationId)
    .where('account_id', '=', accountId)
    .forUpdate()
    .execute();
  return rows.map(({ role }) => role as Role); // CHECK memberships_role
}
