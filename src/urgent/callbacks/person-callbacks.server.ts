/** The person's side of a room at a time: chosen, given up, and what happens when it comes. */
import type { ParticipantViewer } from '#participants';
import { now } from '#platform/clock';
import { asJson, db, inTransaction } from '#platform/db';
import { isCalling } from '../contact.ts';
import { chosenFirst, windowsOfRoute, type RouteStage } from '../route.ts';
import {
  findContact,
  lockContact,
  updateContact,
  type Contact,
} from '../contact-queries.server.ts';
import { rest } from '../leaving.server.ts';
import { forgetPasses } from '../offer-queries.server.ts';
import { isOwn } from '../own-contact.server.ts';
import { wholeRoute } from '../press/press-place.server.ts';
import { lookForSomebody, type Move } from '../urgent.server.ts';
import { appoint } from './appointing.server.ts';
import { listCallbacks, takeCallback } from './callback-queries.server.ts';
import { whenExpected } from './expected.server.ts';

/** Asks to be called to a room at one of the times offered. Nobody is rung until then. */
export async function chooseTime(
  viewer: ParticipantViewer,
  { contactId, meetsAt }: { contactId: string; meetsAt: Date },
): Promise<'chosen' | 'not_offered' | 'not_found'> {
  const known = await findContact(db, contactId);
  if (!known || !isOwn(viewer, known)) return 'not_found';
  const { times } = await whenExpected(await wholeRoute(known));
  if (!times.includes(+meetsAt)) return 'not_offered';
  return inTransaction(async (trx, afterCommit) => {
    const contact = await lockContact(trx, contactId);
    if (!contact || !mayChoose(contact)) return 'not_found';
    const at = now();
    const chosen = { contactId: contact.id, windowId: null, meetsAt, setBy: null, setAt: at };
    await appoint({ trx, at, afterCommit }, contact, chosen);
    return 'chosen';
  });
}

const mayChoose = ({ state }: Contact) =>
  isCalling(state) || state === 'message' || state === 'answered' || state === 'callback';

/** The time does not suit: words wait, or an answer, as before; where there is neither it ends as by 「やめる」. */
export const dropTime = (
  viewer: ParticipantViewer,
  contactId: string,
): Promise<'dropped' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = await lockContact(trx, contactId);
    if (contact?.state !== 'callback' || !isOwn(viewer, contact)) return 'not_found';
    await takeCallback(trx, contact.id);
    await rest({ trx, at: now(), afterCommit }, contact);
    return 'dropped';
  });

/**
 * The time has come: it rings as after a press, first where it was promised, and a place is kept for who is not there yet.
 * Until somebody answers, or nobody looks any more, the person's page knows that this was their time.
 */
export async function callAtTheTime(move: Move, contact: Contact): Promise<void> {
  const { trx, at } = move;
  const promised = (await listCallbacks(trx, [contact.id])).get(contact.id);
  const route = promisedFirst(promised?.windowId ?? null, await wholeRoute(contact, trx));
  const calling = {
    ...{ state: 'waiting' as const, stage: 0, stage_due_at: null },
    ...{ seen_at: at, due_at: at },
  };
  await forgetPasses(trx, contact.id);
  await updateContact(trx, contact.id, { ...calling, route: asJson(route) });
  await lookForSomebody(move, { ...contact, ...calling, route }, [{ kind: 'callback_due' }]);
}

function promisedFirst(windowId: string | null, route: RouteStage[]): RouteStage[] {
  const promised = windowsOfRoute(route).find((window) => window.windowId === windowId);
  return promised ? chosenFirst([promised], route) : route;
}
