/** Showing one's own portrait at one place, and taking it back: each an act of its own, of nobody but the person. */
import type { AccountViewer, OrganisationId } from '#accounts';
import { lockAccount } from '#accounts/server';
import { recordAct } from '#organisations/server';
import { now } from '#platform/clock';
import type { Database } from '#platform/db';
import { deleteConsent, insertConsent, type Showing } from './consent-queries.server.ts';
import { findPortrait } from './portrait-queries.server.ts';

/** In whose log it is told, and of what place. */
interface Told<Owner> {
  organisationId: Owner;
  subject: string;
}

/** The viewer's portrait stands there from now on; `showing` is the viewer's own, or the database refuses. */
export async function showPortrait(
  trx: Database,
  viewer: AccountViewer,
  showing: Showing,
  { organisationId, subject }: Told<OrganisationId>,
): Promise<'shown' | 'no_portrait'> {
  const { accountId } = viewer;
  // A picture that is replaced meanwhile is another one.
  await lockAccount(trx, accountId);
  const portraitId = await findPortrait(accountId, trx);
  if (!portraitId) return 'no_portrait';
  const consent = { portraitId, accountId, organisationId, at: now() };
  if (await insertConsent(trx, showing, consent))
    await recordAct(viewer, { organisationId, act: 'portrait.shown', subject }, trx);
  return 'shown';
}

/** It stands there no more. */
export async function hidePortrait(
  trx: Database,
  viewer: AccountViewer,
  showing: Showing,
  { organisationId, subject }: Told<OrganisationId | null>,
): Promise<'hidden'> {
  if (await deleteConsent(trx, showing, viewer.accountId))
    await recordAct(viewer, { organisationId, act: 'portrait.hidden', subject }, trx);
  return 'hidden';
}
