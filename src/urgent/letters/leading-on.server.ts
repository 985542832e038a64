import { asJson } from '#platform/db';
import { answerAlong } from '../answer-by.server.ts';
import { waitsForAnswer } from '../answer-by.ts';
import { updateContact, type Contact } from '../contact-queries.server.ts';
import { windowIdsOf, windowsOfRoute } from '../contact.ts';
import { logEvents } from '../event-queries.server.ts';
import { wholeRoute } from '../press/press-place.server.ts';
import { tellContact } from '../tell.server.ts';
import type { Move } from '../urgent.server.ts';
import { takingLetters } from '../windows-kept-queries.server.ts';

/** The window that was chosen has ended: the next on the way that writes back reads the words, and their writer is told which. */
export async function leadOn({ trx, at, afterCommit }: Move, contact: Contact): Promise<void> {
  if (contact.state !== 'message') return;
  const onward = await wholeRoute(contact, trx);
  const taking = await takingLetters(trx, windowIdsOf(onward));
  const next = windowsOfRoute(onward).find(({ windowId }) => taking.has(windowId));
  // Another process was first, or the window goes on again.
  if (!next || windowIdsOf(contact.route).includes(next.windowId)) return;
  const route = [{ stage: 'chosen' as const, windows: [...windowsOfRoute(contact.route), next] }];
  const waits = waitsForAnswer(await answerAlong(trx, route, at));
  await updateContact(trx, contact.id, { ...waits, route: asJson(route) });
  await logEvents(trx, contact.id, at, [{ kind: 'widened' }]);
  afterCommit(() => tellContact(contact.id));
}
