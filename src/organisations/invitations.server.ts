/** The way into an organisation: a link that opens once, for a week, made by its admin. */
import { randomBytes } from 'node:crypto';
import {
  may,
  ROLES,
  type AccountId,
  type AccountProblems,
  type AccountViewer,
  type NewAccountInput,
  type OrganisationId,
  type Role,
} from '#accounts';
import {
  addMembership,
  endSocketsOf,
  insertPrepared,
  openSession,
  prepareAccount,
  saysLoginTaken,
} from '#accounts/server';
import { days, later, now } from '#platform/clock';
import type { SessionCookie } from '#platform/cookies';
import { inTransaction, type Database } from '#platform/db';
import { sha256 } from '#platform/secrets';
import { recordAct, recordOnOrganisation, refuseOrganisation } from './audit.server.ts';
import {
  closeInvitation,
  countMailedSince,
  findInvitationOwner,
  findOpenInvitation,
  lockRoles,
  insertInvitation,
  listOpenInvitations,
  takeInvitation,
} from './invitation-queries.server.ts';
import { MOST_INVITATIONS_MAILED } from './retention.ts';

const TOKEN_BYTES = 16;
const OPEN_FOR = days(7);
const MOST_OPEN = 50;

/**
 * The token is told once, here, and kept nowhere. `mailed`: the entrance will mail it. `too_many`: withdraw some first;
 * `enough_mailed`: as many were mailed within a day as one organisation may.
 */
export async function inviteMember(
  viewer: AccountViewer,
  organisationId: OrganisationId,
  roles: string[],
  { mailed = false } = {},
): Promise<{ token: string } | 'no_roles' | 'too_many' | 'enough_mailed' | 'not_found'> {
  if (!may(viewer, 'administer', organisationId)) return refuseInvitation(viewer, organisationId);
  const asked = ROLES.filter((role) => roles.includes(role));
  if (asked.length === 0) return 'no_roles';
  const at = now();
  if ((await listOpenInvitations(organisationId, at)).length >= MOST_OPEN) return 'too_many';
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  return inTransaction(async (trx) => {
    const { accountId } = viewer;
    if (!(await lockRoles(trx, { accountId, organisationId })).includes('admin'))
      return 'not_found';
    const sent = mailed ? await countMailedSince(trx, organisationId, later(at, -days(1))) : 0;
    if (sent >= MOST_INVITATIONS_MAILED) return 'enough_mailed';
    const kept = { organisationId, roles: asked, invitedBy: accountId, mailed };
    const span = { createdAt: at, expiresAt: later(at, OPEN_FOR) };
    await insertInvitation(trx, { tokenHash: sha256(token), ...kept, ...span });
    await recordOnOrganisation(trx, viewer, organisationId, 'invitation.made');
    return { token };
  });
}

export interface OpenInvitation {
  id: string;
  roles: Role[];
  expiresAt: Date;
  invitedBy: string;
}

/** Links that still open, for the organisation's admin. */
export async function invitationsOf(
  viewer: AccountViewer,
  organisationId: OrganisationId,
): Promise<OpenInvitation[] | 'not_found'> {
  if (!may(viewer, 'administer', organisationId)) return refuseInvitation(viewer, organisationId);
  const open = await listOpenInvitations(organisationId, now());
  return open.map(({ id, roles, expiresAt, invitedBy }) => ({ id, roles, expiresAt, invitedBy }));
}

/** The link opens no more; one that is used already stays as it is. */
export async function withdrawInvitation(
  viewer: AccountViewer,
  id: string,
): Promise<'withdrawn' | 'not_found'> {
  const organisationId = await findInvitationOwner(id);
  if (!organisationId) return 'not_found';
  if (!may(viewer, 'administer', organisationId)) return refuseInvitation(viewer, organisationId);
  return inTransaction(async (trx): Promise<'withdrawn'> => {
    await closeInvitation(trx, id, now());
    await recordOnOrganisation(trx, viewer, organisationId, 'invitation.withdrawn');
    return 'withdrawn' as const;
  });
}

/** Whom a link leads to, and as what; undefined for one that is used, withdrawn, out of time or no link of ours. */
export async function findInvitation(
  token: string,
): Promise<{ organisation: string; roles: Role[] } | undefined> {
  const found = await findOpenInvitation(sha256(token), now());
  return found && { organisation: found.organisation, roles: found.roles };
}

/** The viewer joins. Open sockets of theirs end: they were opened with fewer roles. */
export async function acceptInvitation(
  viewer: AccountViewer,
  token: string,
): Promise<'joined' | 'gone'> {
  return inTransaction(async (trx, afterCommit) => {
    const joined = await join(trx, viewer.accountId, token);
    if (joined) afterCommit(() => endSocketsOf(viewer.accountId));
    return joined ? 'joined' : 'gone';
  });
}

/** Somebody new joins with a login of their own, and is signed in by the cookie. */
export async function acceptAsNewAccount(
  token: string,
  input: NewAccountInput,
): Promise<{ cookie: SessionCookie } | { problems: AccountProblems } | 'gone' | 'busy'> {
  if (!(await findInvitation(token))) return 'gone';
  const account = await prepareAccount(input);
  if (account === 'busy' || 'problems' in account) return account;
  try {
    const accountId = await inTransaction(async (trx) => {
      const made = await insertPrepared(account, trx);
      if (!(await join(trx, made, token))) throw new Gone();
      return made;
    });
    return { cookie: (await openSession(accountId)).cookie };
  } catch (error) {
    if (error instanceof Gone) return 'gone';
    if (saysLoginTaken(error)) return { problems: { login: 'accounts_problem_login_taken' } };
    throw error;
  }
}

/** Rolls the new account back: the link was used while its password was hashed. */
class Gone extends Error {}

async function join(trx: Database, accountId: AccountId, token: string): Promise<boolean> {
  const taken = await takeInvitation(trx, sha256(token), now());
  if (!taken) return false;
  for (const role of taken.roles) await addMembership(accountId, taken.organisationId, role, trx);
  const { organisationId } = taken;
  await recordAct(
    { accountId },
    { organisationId, act: 'invitation.accepted', subject: `account:${accountId}` },
    trx,
  );
  return true;
}

const refuseInvitation = (viewer: AccountViewer, organisationId: OrganisationId) =>
  refuseOrganisation(viewer, organisationId, 'invitation.refused');
