/** Whose the districts of a place are, and where acts on them are written down. */
import { may, organisationIdsOf, type AccountViewer, type OrganisationId } from '#accounts';
import type { DistrictPlace } from '#areas';
import { recordAct, refuse, refuseOnSite } from '#organisations/server';
import { db, type Database } from '#platform/db';
import { keepersOf, placesOf, type KeptPlace } from './kept-district-queries.server.ts';

/** The municipalities and prefectures that the viewer administers; the operator keeps the districts of all. */
export const placesToKeep = async (viewer: AccountViewer): Promise<KeptPlace[] | 'all'> =>
  viewer.operator ? 'all' : placesOf(db, organisationIdsOf(viewer, 'administer'));

/** Whether there is any place whose districts the viewer keeps. */
export const keepsDistricts = async (viewer: AccountViewer): Promise<boolean> =>
  viewer.operator || (await placesToKeep(viewer)).length > 0;

export const mayKeep = async (viewer: AccountViewer, place: DistrictPlace): Promise<boolean> =>
  viewer.operator ||
  (await keepersOf(db, place)).some((organisationId) => may(viewer, 'administer', organisationId));

const REFUSED = 'district.refused';

/** Writes into the site's log that somebody who keeps no districts asked for them. */
export const refuseDistricts = (viewer: AccountViewer): Promise<'not_found'> =>
  refuseOnSite(viewer, { act: REFUSED, subject: 'districts' });

/** Writes the try into the log of whoever keeps the districts of the place; where nobody does, into the site's. */
export async function refuseDistrict(
  viewer: AccountViewer,
  place: DistrictPlace,
  subject: string,
): Promise<'not_found'> {
  const keepers = await keepersOf(db, place);
  for (const organisationId of keepers)
    await refuse(viewer, { organisationId, act: REFUSED, subject });
  return keepers.length > 0 ? 'not_found' : refuseOnSite(viewer, { act: REFUSED, subject });
}

/** In the log of whoever keeps the place; where nobody does, in the site's own. */
export async function recordOnDistrict(
  viewer: AccountViewer,
  act: string,
  district: DistrictPlace & { id: string },
  trx: Database,
): Promise<void> {
  const keepers: (OrganisationId | null)[] = await keepersOf(trx, district);
  for (const organisationId of keepers.length > 0 ? keepers : [null])
    await recordAct(viewer, { organisationId, act, subject: `district:${district.id}` }, trx);
}
