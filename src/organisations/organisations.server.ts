import { may, organisationIdsOf, type AccountViewer, type OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import { db, inTransaction, type Database } from '#platform/db';
import { recordAct, refuse } from './audit.server.ts';
import type { OrganisationRecord } from './index.ts';
import { organisationInput, type OrganisationInput } from './input.ts';
import { insertOrganisation, organisationsIn, updateOrganisation } from './queries.server.ts';

/** For the operator's tools and the demonstration. Throws on a name taken in its area (`organisations_name_once`). */
export async function createOrganisation(
  input: OrganisationInput,
  trx: Database = db,
): Promise<OrganisationId> {
  const given = organisationInput.parse(input);
  return insertOrganisation(
    {
      name: given.name,
      kind: given.kind,
      pref_code: given.prefCode ?? null,
      code5: given.code5 ?? null,
      summary: given.summary,
      url: given.url ?? null,
      source_url: given.sourceUrl ?? null,
      source_date: given.sourceDate ?? null,
      standing: given.standing,
      verified_at: given.standing === 'verified' ? now() : null,
      demonstration: given.demonstration,
    },
    trx,
  );
}

/** Those the viewer belongs to. */
export const organisationsOf = (viewer: AccountViewer): Promise<OrganisationRecord[]> =>
  organisationsIn(organisationIdsOf(viewer));

/** Whether two people decide what becomes public; what waits then stays to be approved. For its admin. */
export async function wantApproval(
  viewer: AccountViewer,
  organisationId: OrganisationId,
  wants: boolean,
): Promise<'set' | 'not_found'> {
  const subject = `organisation:${organisationId}`;
  if (!may(viewer, 'administer', organisationId))
    return refuse(viewer, { organisationId, act: 'organisation.refused', subject });
  return inTransaction(async (trx) => {
    await updateOrganisation(trx, organisationId, { wants_approval: wants });
    const act = wants ? 'approval.wanted' : 'approval.unwanted';
    await recordAct(viewer, { organisationId, act, subject }, trx);
    return 'set' as const;
  });
}
