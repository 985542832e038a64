/** Staff acts on a person's data, or on another's organisation, as their organisation's admin may read them. */
import { may, type AccountViewer, type OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import { db, type Database } from '#platform/db';
import { isId } from '#platform/id';
import type { AuditEntry } from './index.ts';
import {
  actsIn,
  countActsIn,
  insertActs,
  insertRefusal,
  insertRefusalOfSite,
  type Act,
} from './audit-queries.server.ts';

const PER_PAGE = 200;

/** Writes an act into the organisation’s log; without a viewer it was a stranger’s try. */
export const recordAct = (
  viewer: Pick<AccountViewer, 'accountId'> | null,
  act: Act,
  trx: Database = db,
): Promise<void> => recordActs(viewer, [act], trx);

/** Several that were one, in their order. */
export const recordActs = (
  viewer: Pick<AccountViewer, 'accountId'> | null,
  acts: Act[],
  trx: Database,
): Promise<void> => insertActs({ accountId: viewer?.accountId ?? null, acts, at: now() }, trx);

/**
 * Writes into the owner's log that an account tried to reach what is not its own, and answers as if there were nothing.
 * An organisation that does not exist has no log.
 */
export async function refuse(
  viewer: AccountViewer,
  { organisationId, act, subject }: Act & { organisationId: OrganisationId },
  trx: Database = db,
): Promise<'not_found'> {
  if (isId(organisationId))
    await insertRefusal({ ...viewer, organisationId, act, subject, at: now() }, trx);
  return 'not_found';
}

const ofItself = (organisationId: OrganisationId, act: string) => ({
  organisationId,
  act,
  subject: `organisation:${organisationId}`,
});

/** Writes an act on the organisation itself, not on a thing or a person of it. */
export const recordOnOrganisation = (
  trx: Database,
  viewer: Pick<AccountViewer, 'accountId'> | null,
  organisationId: OrganisationId,
  act: string,
): Promise<void> => recordAct(viewer, ofItself(organisationId, act), trx);

/** Writes into its log that an account tried to reach the organisation itself. */
export const refuseOrganisation = (
  viewer: AccountViewer,
  organisationId: OrganisationId,
  act: string,
  trx: Database = db,
): Promise<'not_found'> => refuse(viewer, ofItself(organisationId, act), trx);

/** Writes into the site's own log that somebody tried to reach what only the operator sees. */
export async function refuseOnSite(
  viewer: AccountViewer,
  { act, subject }: { act: string; subject: string },
  trx: Database = db,
): Promise<'not_found'> {
  await insertRefusalOfSite({ accountId: viewer.accountId, act, subject, at: now() }, trx);
  return 'not_found';
}

/** A page of an organisation's acts, the newest first, for its admin. Somebody else's try is itself written into that log. */
export async function auditOf(
  viewer: AccountViewer,
  organisationId: OrganisationId,
  page = 1,
): Promise<AuditEntry[] | 'not_found'> {
  if (may(viewer, 'read_audit', organisationId))
    return actsIn(organisationId, viewer.accountId, { page, perPage: PER_PAGE });
  return refuseOrganisation(viewer, organisationId, 'audit.refused');
}

/** How many pages the log has, for those who may read it. */
export const auditPagesOf = async (
  viewer: AccountViewer,
  organisationId: OrganisationId,
): Promise<number> =>
  may(viewer, 'read_audit', organisationId)
    ? Math.ceil((await countActsIn(organisationId, viewer.accountId)) / PER_PAGE)
    : 0;
