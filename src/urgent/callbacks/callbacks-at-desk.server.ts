/** Times to talk that the viewer's windows keep, or that fall to whoever of a route is there. */
import { organisationIdsOf, type AccountViewer } from '#accounts';
import { db } from '#platform/db';
import type { ContactId } from '../contact.ts';
import { throughWindows } from '../desk/desk-queries.server.ts';
import { windowsOfOrganisations } from '../windows-kept-queries.server.ts';
import type { AppointedAtDesk, NextTime } from './callback.ts';
import { listCallbacks } from './callback-queries.server.ts';

export async function callbacksAt(viewer: AccountViewer): Promise<AppointedAtDesk[]> {
  const own = await windowsOfOrganisations(db, organisationIdsOf(viewer, 'answer'));
  const contacts = await throughWindows(db, own, ['callback']);
  const times = await listCallbacks(
    db,
    contacts.map(({ id }) => id),
  );
  return contacts
    .flatMap((contact) => {
      const time = times.get(contact.id);
      if (!time || (time.windowId && !own.includes(time.windowId))) return [];
      const { meetsAt, window, setAt } = time;
      const known = contact.seen_at > setAt;
      return { contactId: contact.id, name: contact.nickname, at: +meetsAt, window, known };
    })
    .toSorted((a, b) => a.at - b.at);
}

/** When the next talk is, of talks under way. */
export async function nextTimesOf(contactIds: ContactId[]): Promise<Map<ContactId, NextTime>> {
  const times = await listCallbacks(db, contactIds);
  return new Map([...times].map(([id, { meetsAt, window }]) => [id, { at: +meetsAt, window }]));
}
