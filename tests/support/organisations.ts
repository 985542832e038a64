/** Organisations, and accounts in them. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { AccountId, AccountViewer, OrganisationId, Role } from '#accounts';
import { db, type DB } from '#platform/db';
import type { Insertable } from 'kysely';

/** A verified one, unless told otherwise. */
export async function anOrganisation(
  over: Partial<Insertable<DB['organisations']>> = {},
): Promise<OrganisationId> {
  const row = await db
    .insertInto('organisations')
    .values({
      name: `親の会 ${randomUUID().slice(0, 8)}`,
      kind: 'family_association',
      standing: 'verified',
      verified_at: new Date(),
      ...over,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id as OrganisationId;
}

/** A staff member with these roles in one organisation; no usable password. */
export async function anAccount(
  organisationId: OrganisationId,
  ...roles: Role[]
): Promise<AccountViewer> {
  const login = `staff-${randomUUID().slice(0, 8)}`;
  const row = await db
    .insertInto('accounts')
    .values({ login, display_name: 'ゆき', password_hash: 'unusable' })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const role of roles)
    await db
      .insertInto('memberships')
      .values({ organisation_id: organisationId, account_id: row.id, role })
      .execute();
  return viewerOf(row.id as AccountId, organisationId, roles);
}

const viewerOf = (
  accountId: AccountId,
  organisationId: OrganisationId,
  roles: Role[],
): AccountViewer => ({
  kind: 'account',
  accountId,
  displayName: 'ゆき',
  operator: false,
  coordinatesPrefCode: null,
  memberships: roles.map((role) => ({ organisationId, role })),
  sessionKey: randomBytes(32).toString('hex'),
});
