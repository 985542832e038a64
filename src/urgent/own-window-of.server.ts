/**
 * Which window of a contact's route is the viewer's; a try at another's is written into that window's log. One that has ended
 * is nobody's any more, but for the talk that somebody there still holds.
 */
import { may, type AccountViewer, type Right } from '#accounts';
import { refuse } from '#organisations/server';
import type { Database } from '#platform/db';
import { windowIdsOf } from './route.ts';
import type { Contact } from './contact-queries.server.ts';
import { windowsKept, type WindowAt } from './windows-kept-queries.server.ts';

export async function ownWindowOf(
  trx: Database,
  viewer: AccountViewer,
  contact: Contact,
  rights: readonly Right[],
  /** One of them alone. */
  windowId?: string | null,
): Promise<WindowAt | undefined> {
  const windows = await windowsKept(trx, windowId ? [windowId] : windowIdsOf(contact.route));
  const open = windows.filter((one) => one.goesOn || one.windowId === contact.owner_window_id);
  return open.find(({ organisationId }) =>
    rights.some((right) => may(viewer, right, organisationId)),
  );
}

export async function refuseContact(
  trx: Database,
  viewer: AccountViewer,
  contact: Contact,
  act: 'letter.refused' | 'callback.refused',
): Promise<'not_found'> {
  const windows = await windowsKept(trx, windowIdsOf(contact.route));
  const its = windows.find((one) => one.goesOn) ?? windows[0];
  if (!its) return 'not_found';
  const { organisationId } = its;
  return refuse(viewer, { organisationId, act, subject: `contact:${contact.id}` }, trx);
}
