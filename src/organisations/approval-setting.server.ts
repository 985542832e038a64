/**
 * Whether two people decide what becomes public (決裁). Any admin switches it on; that it ends is itself decided by two:
 * one admin asks, and somebody else who may approve agrees.
 */
import { gives, may, organisationIdsOf, type AccountViewer, type OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { endsAskedIn, findAsker, lockApproval } from './approval-queries.server.ts';
import { recordOnOrganisation, refuseOrganisation } from './audit.server.ts';
import { lockBoth } from './members.server.ts';
import { updateOrganisation } from './queries.server.ts';

const NOBODY_ASKS = { approval_end_asked_by: null, approval_end_asked_at: null };

/** From now on, at once; for its admin. Who once asked for an end asks no more. */
export async function wantApproval(
  viewer: AccountViewer,
  organisationId: OrganisationId,
): Promise<'set' | 'not_found'> {
  if (!may(viewer, 'administer', organisationId)) return refuseSetting(viewer, organisationId);
  return inTransaction(async (trx) => {
    const on = { wants_approval: true, approval_ended_by: null, ...NOBODY_ASKS };
    await updateOrganisation(trx, organisationId, on);
    await recordOnOrganisation(trx, viewer, organisationId, 'approval.wanted');
    return 'set' as const;
  });
}

/** For its admin. Nothing changes before somebody else agrees; whoever asks last is the one who asks. */
export async function askToEndApproval(
  viewer: AccountViewer,
  organisationId: OrganisationId,
): Promise<'asked' | 'not_found'> {
  if (!may(viewer, 'administer', organisationId)) return refuseSetting(viewer, organisationId);
  return inTransaction(async (trx) => {
    const held = await lockApproval(trx, organisationId);
    if (!held?.wantsApproval) return 'not_found';
    const asked = { approval_end_asked_by: viewer.accountId, approval_end_asked_at: now() };
    await updateOrganisation(trx, organisationId, asked);
    await recordOnOrganisation(trx, viewer, organisationId, 'approval.end_asked');
    return 'asked';
  });
}

/**
 * For those who may approve. What waits then stays to be approved. `own`: whoever asked cannot agree as well; `gone`:
 * nobody asks by now, or the one who did is no admin any more.
 */
export async function agreeToEndApproval(
  viewer: AccountViewer,
  organisationId: OrganisationId,
): Promise<'ended' | 'own' | 'gone' | 'not_found'> {
  if (!may(viewer, 'approve', organisationId)) return refuseSetting(viewer, organisationId);
  return inTransaction(async (trx) => {
    const accountId = await findAsker(trx, organisationId);
    if (!accountId) return 'gone';
    if (accountId === viewer.accountId) return 'own';
    // Memberships before the organisation, as where a member is changed: neither waits for the other for ever.
    const { mine, before } = await lockBoth(trx, viewer, { accountId, organisationId });
    const held = await lockApproval(trx, organisationId);
    if (!held?.wantsApproval || held.askedBy !== accountId) return 'gone';
    if (!mine.some((role) => gives(role, 'approve'))) return 'not_found';
    if (!before.some((role) => gives(role, 'administer'))) return 'gone';
    const off = { wants_approval: false, approval_ended_by: viewer.accountId };
    await updateOrganisation(trx, organisationId, off);
    await recordOnOrganisation(trx, viewer, organisationId, 'approval.unwanted');
    return 'ended';
  });
}

/** It goes on: said by one of the others, or by whoever asked. */
export async function keepApproval(
  viewer: AccountViewer,
  organisationId: OrganisationId,
): Promise<'kept' | 'gone' | 'not_found'> {
  if (!may(viewer, 'approve', organisationId)) return refuseSetting(viewer, organisationId);
  return inTransaction(async (trx) => {
    const held = await lockApproval(trx, organisationId);
    if (!held?.wantsApproval || held.askedBy === null) return 'gone';
    await updateOrganisation(trx, organisationId, NOBODY_ASKS);
    await recordOnOrganisation(trx, viewer, organisationId, 'approval.end_declined');
    return 'kept';
  });
}

export interface ApprovalEnd {
  organisationId: OrganisationId;
  organisation: string;
  by: string;
  at: Date;
  /** The viewer's own question: somebody else must agree. */
  own: boolean;
}

/** Where approval is asked to end, of the organisations for which the viewer approves; the oldest question first. */
export async function approvalEndsFor(viewer: AccountViewer): Promise<ApprovalEnd[]> {
  const asked = await endsAskedIn(organisationIdsOf(viewer, 'approve'));
  return asked.map(({ askedBy, ...one }) => ({ ...one, own: askedBy === viewer.accountId }));
}

const refuseSetting = (viewer: AccountViewer, organisationId: OrganisationId) =>
  refuseOrganisation(viewer, organisationId, 'organisation.refused');
