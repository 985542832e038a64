import { dropFace } from '#participants/server';
import { now } from '#platform/clock';
import type { AfterCommit, Database } from '#platform/db';
import { eraseRoom, roomOfContact } from '#rooms/server';
import { endConsentOf } from '../passing-on/consent-queries.server.ts';
import { updateContact, type Contact } from '../contact-queries.server.ts';

/** The room, the words, the name, the route that was shown and the face. */
export async function eraseWords(
  trx: Database,
  contact: Contact,
  afterCommit: AfterCommit,
): Promise<void> {
  const room = await roomOfContact(trx, contact.id);
  if (room) await eraseRoom(trx, room.id, afterCommit);
  await endConsentOf(trx, contact.id, now());
  const erased = { first_words: '', nickname: '', route: '[]', pseudonym: null };
  await updateContact(trx, contact.id, erased);
  if (contact.pseudonym) await dropFace(trx, contact.pseudonym);
}
