import { dropFace } from '#participants/server';
import type { AfterCommit, Database } from '#platform/db';
import { eraseRoom, roomOfContact } from '#rooms/server';
import { updateContact, type Contact } from './contact-queries.server.ts';

/** The room, the words, the name, the route that was shown and the face. */
export async function eraseWords(
  trx: Database,
  contact: Contact,
  afterCommit: AfterCommit,
): Promise<void> {
  const room = await roomOfContact(trx, contact.id);
  if (room) await eraseRoom(trx, room.id, afterCommit);
  const erased = { first_words: '', nickname: '', route: '[]', pseudonym: null };
  await updateContact(trx, contact.id, erased);
  if (contact.pseudonym) await dropFace(trx, contact.pseudonym);
}
