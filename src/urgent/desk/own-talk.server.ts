import type { AccountId, AccountViewer, OrganisationId } from '#accounts';
import { refuse } from '#organisations/server';
import { now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import { lockContact, type Contact } from '../contact-queries.server.ts';
import type { ContactId } from '../contact.ts';
import { organisationHolding } from '../span-queries.server.ts';
import { windowsKept } from '../windows-kept-queries.server.ts';

interface By {
  contactId: ContactId;
  /** Whose window the talk is at. */
  organisationId: OrganisationId;
  accountId: AccountId;
  at: Date;
}

/** One act beside the viewer's own talk. */
export const inOwnTalk = <Done extends string>(
  viewer: AccountViewer,
  contactId: string,
  act: (trx: Database, by: By) => Promise<Done>,
): Promise<Done | 'not_found'> =>
  inTransaction(async (trx) => {
    const contact = await lockOwnTalk(trx, viewer, contactId);
    const windowIds = contact?.owner_window_id ? [contact.owner_window_id] : [];
    const [window] = await windowsKept(trx, windowIds);
    if (!contact || !window) return 'not_found';
    const { organisationId } = window;
    const { accountId } = viewer;
    return act(trx, { contactId: contact.id, organisationId, accountId, at: now() });
  });

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
