import { contactScope, type ParticipantViewer } from '#participants';
import { derivedPseudonym, pseudonymsOf } from '#participants/server';
import { hours, later, now } from '#platform/clock';
import { db, type Database } from '#platform/db';
import type { Contact } from './contact-queries.server.ts';
import { listContactsShown } from './talk/talk-queries.server.ts';

/** How long a talk that is over is still shown to the person. */
const SHOWN_AFTER_END_MS = hours(12);

/** Whether a contact is this person's; nobody else can tell. */
export const isOwn = (
  viewer: ParticipantViewer,
  contact: Pick<Contact, 'id' | 'pseudonym'>,
): boolean => derivedPseudonym(viewer, contactScope(contact.id)) === contact.pseudonym;

/** The person's contact: the one that looks or talks, else words that wait, else what ended a while ago. */
export const contactOf = async (
  viewer: ParticipantViewer,
  database: Database = db,
): Promise<Contact | undefined> => (await contactsOf(viewer, database))[0];

/** All that are open or ended a while ago, in that order. */
export async function contactsOf(
  viewer: ParticipantViewer,
  database: Database = db,
): Promise<Contact[]> {
  const seen = await pseudonymsOf(viewer, database);
  const faces = seen.filter((face) => face.scope.startsWith('contact:'));
  if (faces.length === 0) return [];
  return listContactsShown(
    database,
    faces.map((face) => face.pseudonym),
    later(now(), -SHOWN_AFTER_END_MS),
  );
}
