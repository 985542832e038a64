/** The one room of a contact, from its person's first words on. */
import { contactScope } from '#participants';
import type { Database } from '#platform/db';
import type { RoomId } from '#rooms';
import { admitMember, openWithin, prepareRoom, writeFor } from '#rooms/server';
import type { Contact } from './contact-queries.server.ts';
import { nameOf } from './name.ts';
import type { Move } from './urgent.server.ts';

export const newRoom = async (trx: Database, { id }: Contact) => ({
  id: await prepareRoom({ contactId: id, scope: contactScope(id), title: '' }, trx),
  seq: 0,
});

/** Lets the person in and writes what they said first. */
export async function beginRoom({ trx, afterCommit }: Move, contact: Contact, roomId: RoomId) {
  const { pseudonym, nickname } = contact;
  if (!pseudonym) throw new Error('a contact that goes on without a face');
  await openWithin(trx, roomId, afterCommit);
  const person = { pseudonym, nickname: nameOf(contact), role: 'participant' as const };
  const memberId = await admitMember(trx, roomId, person);
  if (contact.first_words === '' || memberId === 'removed') return;
  const author = { roomId, memberId, nickname, role: 'participant' as const };
  await writeFor(trx, author, contact.first_words, afterCommit);
}
