/** The operator closes an account from the command line, opens one again, lets in whoever forgot their password, and names coordinators; nobody else can. */
import { randomBytes } from 'node:crypto';
import type { AccountId, OrganisationId } from '#accounts';
import {
  addMembership,
  disableAccount,
  enableAccount,
  endSocketsOf,
  lockAccountNamed,
  renewPasswordOf,
  setPrefecture,
  setRoles,
} from '#accounts/server';
import { now } from '#platform/clock';
import { brokenConstraint, inTransaction, type AfterCommit, type Database } from '#platform/db';
import { recordAct } from './audit.server.ts';
import { organisationsRunAloneBy, organisationsWith } from './closing-queries.server.ts';
import { closeInvitationsBy, lockRoles } from './invitation-queries.server.ts';
import type { Leave } from './members.server.ts';

/**
 * Nobody enters by it any more: its sessions end, it belongs to no organisation, and what rested on its roles is handed
 * back as when a member leaves. Its log stays. Where it is the only admin the `successor` becomes one, by login;
 * `lastAdminOf`: none was named.
 */
export async function closeAccount(
  login: string,
  leave: Leave,
  successor?: string,
): Promise<Closing> {
  const close = () =>
    inTransaction((trx, afterCommit) => closeOnce(trx, { login, successor }, leave, afterCommit));
  return close().catch((error: unknown) => {
    // The other admin left at this very moment.
    if (brokenConstraint(error) === 'memberships_keep_an_admin') return close();
    throw error;
  });
}

type Closing =
  'closed' | 'unknown' | 'closed_before' | 'unknown_successor' | { lastAdminOf: string[] };

async function closeOnce(
  trx: Database,
  { login, successor }: { login: string; successor: string | undefined },
  leave: Leave,
  afterCommit: AfterCommit,
): Promise<Closing> {
  const account = await lockAccountNamed(trx, login);
  if (!account) return 'unknown';
  if (account.closedAt) return 'closed_before';
  const next = successor === undefined ? undefined : await lockAccountNamed(trx, successor);
  if (successor !== undefined && (!next || next.closedAt || next.id === account.id))
    return 'unknown_successor';
  const alone = await organisationsRunAloneBy(trx, account.id);
  if (alone.length > 0 && !next) return { lastAdminOf: alone.map(({ name }) => name) };
  if (next) for (const { id } of alone) await succeed(trx, id, next.id);
  for (const id of await organisationsWith(trx, account.id))
    await leaveClosed(trx, { organisationId: id, accountId: account.id }, leave, afterCommit);
  await disableAccount(trx, account.id, now());
  await record(trx, null, account.id, 'account.closed');
  afterCommit(() => endSocketsOf(account.id));
  return 'closed';
}

/** It can be entered again by the password told here, and belongs nowhere until somebody invites it. */
export const openAccount = (
  login: string,
): Promise<{ password: string } | 'unknown' | 'open_before'> =>
  inTransaction(async (trx) => {
    const account = await lockAccountNamed(trx, login);
    if (!account) return 'unknown';
    if (!account.closedAt) return 'open_before';
    const password = randomBytes(12).toString('base64url');
    await enableAccount(trx, account.id, password);
    await record(trx, null, account.id, 'account.opened');
    return { password };
  });

/** A password told here, for whoever forgot theirs. What they belong to and their second factor stay. */
export const renewPassword = (
  login: string,
): Promise<{ password: string } | 'unknown' | 'closed'> =>
  inTransaction(async (trx) => {
    const account = await lockAccountNamed(trx, login);
    if (!account) return 'unknown';
    if (account.closedAt) return 'closed';
    const password = randomBytes(12).toString('base64url');
    await renewPasswordOf(trx, account.id, password);
    for (const organisationId of [null, ...(await organisationsWith(trx, account.id))])
      await record(trx, organisationId, account.id, 'account.password_renewed');
    return { password };
  });

/** It coordinates this prefecture from now on instead of any other, or none. Others of that prefecture stay. */
export const nameCoordinator = (
  login: string,
  prefCode: string | null,
): Promise<'named' | 'unknown' | 'closed'> =>
  inTransaction(async (trx) => {
    const account = await lockAccountNamed(trx, login);
    if (!account) return 'unknown';
    if (account.closedAt) return 'closed';
    await setPrefecture(trx, account.id, prefCode);
    const act = prefCode ? 'account.coordinates' : 'account.coordinates_no_more';
    for (const organisationId of [null, ...(await organisationsWith(trx, account.id))])
      await record(trx, organisationId, account.id, act);
    return 'named';
  });

async function succeed(trx: Database, id: OrganisationId, accountId: AccountId): Promise<void> {
  await addMembership(accountId, id, 'admin', trx);
  await record(trx, id, accountId, 'account.succeeded');
}

async function leaveClosed(
  trx: Database,
  member: { organisationId: OrganisationId; accountId: AccountId },
  leave: Leave,
  afterCommit: AfterCommit,
): Promise<void> {
  const lost = await lockRoles(trx, member);
  await setRoles(trx, member, []);
  await closeInvitationsBy(trx, member, now());
  await leave(trx, { ...member, lost }, afterCommit);
  await record(trx, member.organisationId, member.accountId, 'account.closed');
}

const record = (
  trx: Database,
  organisationId: OrganisationId | null,
  accountId: AccountId,
  act: string,
) => recordAct(null, { organisationId, act, subject: `account:${accountId}` }, trx);
