import { asJson } from '#platform/db';
import { answerAlong } from '../answer-by.server.ts';
import { waitsForAnswer } from '../answer-by.ts';
import { updateContact, type Contact } from '../contact-queries.server.ts';
import { windowIdsOf, type RouteStage } from '../route.ts';
import { logEvents } from '../event-queries.server.ts';
import { wayBeyond } from '../press/press-place.server.ts';
import { tellContact } from '../tell.server.ts';
import type { Move } from '../urgent.server.ts';
import { takingLetters } from '../windows-kept-queries.server.ts';

/** Every window on the way has ended: the next beyond that writes back reads the words, and their writer is told which. */
export async function leadOn({ trx, at, afterCommit }: Move, contact: Contact): Promise<void> {
  if (contact.state !== 'message') return;
  const onward = await wayBeyond(contact, trx);
  const taking = await takingLetters(trx, windowIdsOf([...contact.route, ...onward]));
  // Another process was first, or a window goes on again.
  if (windowIdsOf(contact.route).some((id) => taking.has(id))) return;
  const next = onward
    .map((stage) => ({ ...stage, windows: stage.windows.filter((w) => taking.has(w.windowId)) }))
    .find(({ windows }) => windows.length > 0);
  if (!next) return;
  const route = ledOnTo(contact.route, { ...next, windows: next.windows.slice(0, 1) });
  const waits = waitsForAnswer(await answerAlong(trx, route, at));
  await updateContact(trx, contact.id, { ...waits, route: asJson(route) });
  await logEvents(trx, contact.id, at, [{ kind: 'widened' }]);
  afterCommit(() => tellContact(contact.id));
}

/** A letter stays one to chosen windows: whoever calls by it is led on from these. */
function ledOnTo(route: RouteStage[], next: RouteStage): RouteStage[] {
  const [first, ...more] = route;
  return first?.stage === 'chosen' && more.length === 0
    ? [{ ...first, windows: [...first.windows, ...next.windows] }]
    : [...route, next];
}
