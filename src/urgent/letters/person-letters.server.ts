/** The writer's side of a letter, once it is answered. */
import type { ParticipantViewer } from '#participants';
import { now } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { roomOfContact, writeFor } from '#rooms/server';
import { answerAlong } from '../answer-by.server.ts';
import { waitsForAnswer } from '../answer-by.ts';
import { lockContact, updateContact } from '../contact-queries.server.ts';
import { logEvents } from '../event-queries.server.ts';
import { isOwn } from '../own-contact.server.ts';
import { admitPerson } from '../room.server.ts';
import { tellContact } from '../tell.server.ts';

/** Writes to the window once more: the words wait again, with a day of their own. */
export const writeBack = (
  viewer: ParticipantViewer,
  { contactId, words }: { contactId: string; words: string },
): Promise<'kept' | 'no_words' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = await lockContact(trx, contactId);
    if (!contact?.pseudonym || contact.state !== 'answered' || !isOwn(viewer, contact))
      return 'not_found';
    if (words === '') return 'no_words';
    const room = await roomOfContact(trx, contact.id);
    if (!room) return 'not_found';
    const at = now();
    const person = await admitPerson(trx, contact, room.id);
    if (person === 'removed') return 'not_found';
    await writeFor(trx, person, words, afterCommit);
    await updateContact(trx, contact.id, waitsForAnswer(await answerAlong(trx, contact.route, at)));
    await logEvents(trx, contact.id, at, [{ kind: 'words_left' }]);
    afterCommit(() => tellContact(contact.id));
    return 'kept';
  });
