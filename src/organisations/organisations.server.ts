import { organisationIdsOf, type AccountViewer, type OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import { db, type Database } from '#platform/db';
import type { OrganisationRecord } from './index.ts';
import { organisationInput, type OrganisationInput } from './input.ts';
import { insertOrganisation, organisationsIn } from './queries.server.ts';

/** For the operator's tools and the demonstration. Throws on a name taken in its area (`organisations_name_once`). */
export async function createOrganisation(
  input: OrganisationInput,
  trx: Database = db,
): Promise<OrganisationId> {
  const given = organisationInput.parse(input);
  return insertOrganisation(
    {
      ...(given.id && { id: given.id }),
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
