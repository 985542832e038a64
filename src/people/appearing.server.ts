/** Appearing at a place and leaving it; who may be there is settled by the feature whose place it is. */
import type { AccountViewer, OrganisationId } from '#accounts';
import { recordAct } from '#organisations/server';
import { now } from '#platform/clock';
import { db, type Database } from '#platform/db';
import {
  deleteAppearance,
  findAppearance,
  listAppearances,
  writeAppearance,
} from './appearance-queries.server.ts';
import { subjectOf, type Appearance, type Place } from './appearance.ts';

/** A place, and the organisation in whose log it stands who appears there. */
export interface PlaceOf {
  place: Place;
  organisationId: OrganisationId | null;
}

/** Who appears there and still belongs to its organisation. */
export const peopleAt = (place: Place, organisationId: string): Promise<Appearance[]> =>
  listAppearances(place, organisationId);

/** How the viewer appears at a place; undefined where they do not. */
export const ownAppearanceAt = (
  viewer: AccountViewer,
  place: Place,
  trx: Database = db,
): Promise<(Appearance & { id: string }) | undefined> =>
  findAppearance(trx, place, viewer.accountId);

/** The viewer appears, or changes how. */
export async function appearAt(
  trx: Database,
  viewer: AccountViewer,
  { place, organisationId }: PlaceOf,
  { nickname, message, drawing }: Pick<Appearance, 'nickname' | 'message' | 'drawing'>,
): Promise<void> {
  const said = { nickname, message, drawing };
  await writeAppearance(trx, place, { accountId: viewer.accountId, at: now() }, said);
  const subject = subjectOf(place);
  await recordAct(viewer, { organisationId, act: 'host.appeared', subject }, trx);
}

/** The viewer appears there no more, and with that goes all they agreed to there. */
export async function stopAppearingAt(
  trx: Database,
  viewer: AccountViewer,
  { place, organisationId }: PlaceOf,
): Promise<void> {
  if (!(await deleteAppearance(trx, place, viewer.accountId))) return;
  const subject = subjectOf(place);
  await recordAct(viewer, { organisationId, act: 'host.left', subject }, trx);
}
