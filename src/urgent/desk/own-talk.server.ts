import type { AccountViewer } from '#accounts';
import { refuse } from '#organisations/server';
import type { Database } from '#platform/db';
import { lockContact, type Contact } from '../contact-queries.server.ts';
import { organisationHolding } from '../span-queries.server.ts';

/** The talk that the viewer holds; a try at another's is `not_found`, and in the log of the organisation that holds it. */
export async function lockOwnTalk(
  trx: Database,
  viewer: AccountViewer,
  contactId: string,
): Promise<Contact | undefined> {
  const contact = await lockContact(trx, contactId);
  if (contact?.owner_account_id === viewer.accountId) return contact;
  await refuseTalk(viewer, contactId, trx);
  return undefined;
}

/** No organisation has a log of what nobody has answered; and whoever once held a talk opens a page that has grown old. */
export async function refuseTalk(
  viewer: AccountViewer,
  contactId: string,
  trx: Database,
): Promise<'not_found'> {
  const organisationId = await organisationHolding(trx, contactId, viewer);
  if (!organisationId) return 'not_found';
  return refuse(
    viewer,
    { organisationId, act: 'talk.refused', subject: `contact:${contactId}` },
    trx,
  );
}
