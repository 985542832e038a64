/** Looks at a window and acts on it, for those of its organisation alone. */
import type { AccountViewer, OrganisationId } from '#accounts';
import { recordAct, refuse } from '#organisations/server';
import { db, inTransaction, type Database } from '#platform/db';
import { isId } from '#platform/id';
import { findOwner, lockOwner, type Owner } from './keeping-queries.server.ts';

type May = (viewer: AccountViewer, organisationId: string | null) => boolean;

/** What is read of a window of the viewer's: no act waits for it. */
export const readOwnWindow = async <T>(
  viewer: AccountViewer,
  id: string,
  may: May,
  read: (organisationId: string | null) => Promise<T>,
): Promise<T | 'not_found'> =>
  ifOwn(db, viewer, id, { owner: isId(id) ? await findOwner(db, id) : undefined, may, act: read });

/** One act on a window of the viewer's, with its row locked. */
export const onOwnWindow = <T>(
  viewer: AccountViewer,
  id: string,
  may: May,
  act: (trx: Database, organisationId: string | null) => Promise<T>,
): Promise<T | 'not_found'> =>
  inTransaction(async (trx) => {
    const owner = isId(id) ? await lockOwner(trx, id) : undefined;
    return ifOwn(trx, viewer, id, { owner, may, act: (of) => act(trx, of) });
  });

interface Guarded<T> {
  owner: Owner | undefined;
  may: May;
  act: (organisationId: string | null) => Promise<T>;
}

async function ifOwn<T>(
  trx: Database,
  viewer: AccountViewer,
  id: string,
  { owner, may, act }: Guarded<T>,
): Promise<T | 'not_found'> {
  if (!owner) return 'not_found';
  return may(viewer, owner.organisationId)
    ? act(owner.organisationId)
    : refuseWindow(viewer, owner.organisationId, `window:${id}`, trx);
}

/** Writes the try into the log of the window's organisation; a window of nobody has no log. */
export async function refuseWindow(
  viewer: AccountViewer,
  organisationId: string | null,
  subject: string,
  trx: Database,
): Promise<'not_found'> {
  if (organisationId === null) return 'not_found';
  const owner = organisationId as OrganisationId; // As the column refers to it, or as the form says: `refuse` looks.
  return refuse(viewer, { organisationId: owner, act: 'window.refused', subject }, trx);
}

/** Writes an act on a window into its organisation's log. */
export const recordOnWindow = (
  viewer: AccountViewer,
  act: string,
  id: string,
  organisationId: string | null,
  trx: Database,
): Promise<void> =>
  // The column refers to `organisations`, whose ids these are.
  recordAct(
    viewer,
    { organisationId: organisationId as OrganisationId | null, act, subject: `window:${id}` },
    trx,
  );
