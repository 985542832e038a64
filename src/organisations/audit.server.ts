/** Staff acts on a person's data, or on another's organisation, as their organisation's admin may read them. */
import { may, type AccountViewer, type OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import { db, type Database } from '#platform/db';
import type { AuditEntry } from './index.ts';
import { actsIn, findOrganisation, insertAct } from './queries.server.ts';

const SHOWN = 200;

export interface Act {
  organisationId: OrganisationId | null;
  /** A stable English word: `roster.read`, `occurrence.cancelled`. */
  act: string;
  /** What it was done to, by kind and id: never a name or a text of a person. */
  subject: string;
}

/** Writes an act into the organisation’s log; without a viewer it was a stranger’s try. */
export const recordAct = (
  viewer: AccountViewer | null,
  { organisationId, act, subject }: Act,
  trx: Database = db,
): Promise<void> =>
  insertAct({ accountId: viewer?.accountId ?? null, organisationId, act, subject, at: now() }, trx);

/** The newest acts of an organisation, for its admin. Somebody else's try is itself written into that log. */
export async function auditOf(
  viewer: AccountViewer,
  organisationId: OrganisationId,
): Promise<AuditEntry[] | 'not_found'> {
  if (may(viewer, 'read_audit', organisationId)) return actsIn(organisationId, SHOWN);
  await recordRefusal(viewer, organisationId, 'audit.refused');
  return 'not_found';
}

/** An account reached for what is not its own: the owner's admin sees that it did. */
export async function recordRefusal(
  viewer: AccountViewer,
  organisationId: OrganisationId,
  act: string,
): Promise<void> {
  if (!(await findOrganisation(organisationId))) return;
  await recordAct(viewer, { organisationId, act, subject: `organisation:${organisationId}` });
}
