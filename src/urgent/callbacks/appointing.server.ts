/** A time is set: nobody is rung and nothing waits but the time itself. */
import type { Contact } from '../contact-queries.server.ts';
import { logEvents } from '../event-queries.server.ts';
import { restUntil } from '../leaving.server.ts';
import { tellContact } from '../tell.server.ts';
import type { Move } from '../urgent.server.ts';
import { putCallback, type Callback } from './callback-queries.server.ts';

export async function appoint(move: Move, contact: Contact, callback: Callback): Promise<void> {
  await appointNext(move, contact, callback);
  await restUntil(move, contact, callback);
}

/** The same of a talk that goes on until then. */
export async function appointNext(
  { trx, at, afterCommit }: Move,
  contact: Contact,
  callback: Callback,
): Promise<void> {
  await putCallback(trx, callback);
  const by = callback.setBy ? { accountId: callback.setBy } : {};
  await logEvents(trx, contact.id, at, [{ kind: 'callback_set', ...by }]);
  afterCommit(() => tellContact(contact.id));
}
