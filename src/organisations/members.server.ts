/** Who belongs to an organisation, and as what. */
import {
  may,
  ROLES,
  type AccountId,
  type AccountViewer,
  type OrganisationId,
  type Role,
} from '#accounts';
import { endSocketsOf, setRoles } from '#accounts/server';
import { now } from '#platform/clock';
import { brokenConstraint, inTransaction, type AfterCommit, type Database } from '#platform/db';
import { recordAct, refuseOrganisation } from './audit.server.ts';
import type { Member } from './index.ts';
import { closeInvitationsBy, lockRoles } from './invitation-queries.server.ts';
import { membersIn } from './queries.server.ts';

/** Who belongs to the organisation, for its admin; a refusal is written into its log. */
export async function membersOf(
  viewer: AccountViewer,
  organisationId: OrganisationId,
): Promise<Member[] | 'not_found'> {
  if (may(viewer, 'read_members', organisationId)) return membersIn(organisationId);
  return refuseMembers(viewer, organisationId);
}

/** What becomes of the slots and rooms of somebody with the roles they `lost`: others know how, and this does not know them. */
export type Leave = (
  trx: Database,
  member: { organisationId: OrganisationId; accountId: AccountId; lost: Role[] },
  afterCommit: AfterCommit,
) => Promise<void>;

/**
 * What the member is from now on; without any role they are out. Their sockets end at once and every later request finds
 * the new roles; links they made to invite others open no more once they may not invite. One admin always stays.
 */
export async function setMemberRoles(
  viewer: AccountViewer,
  { organisationId, accountId }: { organisationId: OrganisationId; accountId: string },
  roles: string[],
  leave: Leave,
): Promise<'set' | 'last_admin' | 'not_found'> {
  const leaves = accountId === viewer.accountId && roles.length === 0;
  const denied = (trx?: Database) => refuseMembers(viewer, organisationId, trx);
  if (!leaves && !may(viewer, 'administer', organisationId)) return denied();
  const wanted = ROLES.filter((role) => roles.includes(role));
  const member = { accountId: accountId as AccountId, organisationId }; // Text finds no roles below.
  try {
    return await inTransaction(async (trx, afterCommit) => {
      const { mine, before } = await lockBoth(trx, viewer, member);
      if (!leaves && !mine.includes('admin')) return denied(trx);
      if (before.length === 0) return 'not_found';
      await changeRoles(trx, viewer, member, { before, wanted }, leave, afterCommit);
      return 'set';
    });
  } catch (error) {
    if (brokenConstraint(error) === 'memberships_keep_an_admin') return 'last_admin';
    throw error;
  }
}

/** Writes what the member is from now on, with all that follows; rights are settled. */
export async function changeRoles(
  trx: Database,
  viewer: AccountViewer,
  member: { organisationId: OrganisationId; accountId: AccountId },
  { before, wanted }: { before: Role[]; wanted: Role[] },
  leave: Leave,
  afterCommit: AfterCommit,
): Promise<void> {
  const { organisationId, accountId } = member;
  await setRoles(trx, member, wanted);
  if (!wanted.includes('admin')) await closeInvitationsBy(trx, member, now());
  const lost = before.filter((role) => !wanted.includes(role));
  if (lost.length > 0) await leave(trx, { ...member, lost }, afterCommit);
  const act = wanted.length > 0 ? 'member.changed' : 'member.removed';
  await recordAct(viewer, { organisationId, act, subject: `account:${accountId}` }, trx);
  afterCommit(() => endSocketsOf(accountId));
}

/** What both are by now, until the transaction ends; in one order, so that two who change each other do not stand still. */
export async function lockBoth(
  trx: Database,
  viewer: AccountViewer,
  { accountId, organisationId }: { accountId: AccountId; organisationId: OrganisationId },
): Promise<{ mine: Role[]; before: Role[] }> {
  const roles = new Map<string, Role[]>();
  for (const id of [viewer.accountId, accountId].sort())
    roles.set(id, await lockRoles(trx, { accountId: id, organisationId }));
  return { mine: roles.get(viewer.accountId) ?? [], before: roles.get(accountId) ?? [] };
}

const refuseMembers = (viewer: AccountViewer, organisationId: OrganisationId, trx?: Database) =>
  refuseOrganisation(viewer, organisationId, 'members.refused', trx);
