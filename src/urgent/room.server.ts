/** The one room of a contact, from its person's first words on. */
import { contactScope } from '#participants';
import type { Database } from '#platform/db';
import type { RoomId } from '#rooms';
import { admitMember, openWithin, prepareRoom, writeFor } from '#rooms/server';
import type { Contact } from './contact-queries.server.ts';
import type { Move } from './urgent.server.ts';

export const newRoom = async (trx: Database, { id }: Contact) => ({
  id: await prepareRoom({ contactId: id, scope: contactScope(id), title: '' }, trx),
  seq: 0,
});

/** Lets the person in and writes what they said first. */
export async function beginRoom({ trx, afterCommit }: Move, contact: Contact, roomId: RoomId) {
  await openWithin(trx, roomId, afterCommit);
  const person = await admitPerson(trx, contact, roomId);
  if (contact.first_words === '' || person === 'removed') return;
  await writeFor(trx, person, contact.first_words, afterCommit);
}

/** As whoever writes there. */
export async function admitPerson(trx: Database, contact: Contact, roomId: RoomId) {
  const { pseudonym } = contact;
  if (!pseudonym) throw new Error('a contact that goes on without a face');
  const person = { pseudonym, nickname: nameInRoom(contact), role: 'participant' as const };
  const memberId = await admitMember(trx, roomId, person);
  return memberId === 'removed' ? ('removed' as const) : { ...person, roomId, memberId };
}

/** A room keeps one name for all its readers. */
const nameInRoom = ({ nickname, language }: Contact): string =>
  nickname || (language === 'en' ? 'No name given' : '名前なし');
