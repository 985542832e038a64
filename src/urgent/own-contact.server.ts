import { contactScope, type ParticipantViewer, type Pseudonym } from '#participants';
import { derivedPseudonym, lockParticipant, pseudonymsOf } from '#participants/server';
import { hours, later, now } from '#platform/clock';
import { db, type Database } from '#platform/db';
import { isCalling, type ContactId } from './contact.ts';
import type { Contact } from './contact-queries.server.ts';
import { listContactsShown } from './talk/talk-queries.server.ts';

/** How long a talk that is over is still shown to the person. */
const SHOWN_AFTER_END_MS = hours(12);

/** Whether a contact is this person's; nobody else can tell. */
export const isOwn = (
  viewer: ParticipantViewer,
  contact: Pick<Contact, 'id' | 'pseudonym'>,
): boolean => derivedPseudonym(viewer, contactScope(contact.id)) === contact.pseudonym;

/** The person's contacts: the one that looks or talks, words that wait, what ended a while ago, in that order. */
export const contactsOf = async (viewer: ParticipantViewer): Promise<Contact[]> =>
  contactsOfFaces(await facesAtContacts(viewer), db);

/** The same, and two calls of one person, in two tabs perhaps, come one after the other here. */
export async function heldFaces(trx: Database, viewer: ParticipantViewer): Promise<Pseudonym[]> {
  await lockParticipant(trx, viewer);
  return facesAtContacts(viewer, trx);
}

/** Where they look for somebody or talk already. */
export async function talkUnderWay(
  trx: Database,
  faces: Pseudonym[],
): Promise<ContactId | undefined> {
  const [contact] = await contactsOfFaces(faces, trx);
  const goes = contact && (isCalling(contact.state) || contact.state === 'talking');
  return goes ? contact.id : undefined;
}

/** What was seen of this person at their contacts. */
export async function facesAtContacts(
  viewer: ParticipantViewer,
  database: Database = db,
): Promise<Pseudonym[]> {
  const seen = await pseudonymsOf(viewer, database);
  return seen.filter(({ scope }) => scope.startsWith('contact:')).map(({ pseudonym }) => pseudonym);
}

const contactsOfFaces = async (faces: Pseudonym[], database: Database): Promise<Contact[]> =>
  faces.length === 0 ? [] : listContactsShown(database, faces, later(now(), -SHOWN_AFTER_END_MS));
