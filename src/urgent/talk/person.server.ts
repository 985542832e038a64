/** The person's own page: being there, writing while waiting, calling again. */
import type { ParticipantViewer } from '#participants';
import { later, now } from '#platform/clock';
import { asJson, inTransaction } from '#platform/db';
import { WAITS_NO_MORE } from '../answer-by.ts';
import { takeCallback } from '../callbacks/callback-queries.server.ts';
import { isCalling, isOver, type ContactId } from '../contact.ts';
import type { NewEvent } from '../event-queries.server.ts';
import { forgetPasses, ringsOf } from '../offer-queries.server.ts';
import { contactsOf, heldFaces, isOwn, talkUnderWay } from '../own-contact.server.ts';
import { GONE_AFTER_MS, isGone } from '../policy.ts';
import { lockContact, updateContact, type Contact } from '../contact-queries.server.ts';
import { setSeen } from './talk-queries.server.ts';
import { wholeRoute } from '../press/press-place.server.ts';
import { tellDesks } from '../tell.server.ts';
import { lookForSomebody } from '../urgent.server.ts';

/** The person is on the page (a socket, a refresh). Coming back after a minute begins to ring again. */
export async function noteSeen(contactId: string): Promise<void> {
  const at = now();
  const still = await setSeen(contactId, { at, seenSince: later(at, -GONE_AFTER_MS) });
  if (!still) await comeBack(contactId);
}

const comeBack = (contactId: string): Promise<void> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = await lockContact(trx, contactId);
    const at = now();
    if (!contact || contact.ended_at || !isGone({ seenAt: contact.seen_at }, at)) return;
    await updateContact(trx, contact.id, { seen_at: at });
    const back: NewEvent[] = [{ kind: 'person_back' }];
    await lookForSomebody({ trx, at, afterCommit }, { ...contact, seen_at: at }, back);
  });

/** Replaces what was written while waiting; those at whom it rings read it at once. */
export const writeWhileWaiting = (
  viewer: ParticipantViewer,
  input: { contactId: string; words: string },
): Promise<'kept' | 'answered' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = await lockContact(trx, input.contactId);
    if (!contact || !isOwn(viewer, contact) || contact.ended_at) return 'not_found';
    if (contact.state === 'talking') return 'answered';
    await updateContact(trx, contact.id, { first_words: input.words });
    const rings = (await ringsOf(trx, [contact.id])).get(contact.id) ?? [];
    const ringing = rings.filter((ring) => ring.state === 'ringing').map((ring) => ring.accountId);
    afterCommit(() => tellDesks(ringing));
    return 'kept';
  });

/**
 * Words were left, or the route was at its end: everybody on the route is asked once more. Whoever looks or talks elsewhere
 * already is brought back to that, as by a press.
 */
export const callAgain = (
  viewer: ParticipantViewer,
  contactId: string,
): Promise<'calling' | 'not_found' | { going: ContactId }> =>
  inTransaction(async (trx, afterCommit) => {
    const going = await talkUnderWay(trx, await heldFaces(trx, viewer));
    if (going && going !== contactId) return { going };
    const contact = await lockContact(trx, contactId);
    if (!contact || !isOwn(viewer, contact) || !mayCallAgain(contact)) return 'not_found';
    const at = now();
    await forgetPasses(trx, contact.id);
    if (contact.state === 'callback') await takeCallback(trx, contact.id);
    const again = { state: 'waiting' as const, stage: 0, stage_due_at: null, seen_at: at };
    const route = await wholeRoute(contact, trx);
    await updateContact(trx, contact.id, {
      ...again,
      ...WAITS_NO_MORE,
      route: asJson(route),
      due_at: at,
    });
    const move = { trx, at, afterCommit };
    await lookForSomebody(move, { ...contact, ...again, route }, [{ kind: 'person_back' }]);
    return 'calling';
  });

const mayCallAgain = (contact: Contact) =>
  contact.state === 'message' ||
  contact.state === 'answered' ||
  contact.state === 'callback' ||
  (isCalling(contact.state) && contact.stage >= contact.route.length);

interface Followed {
  /** The one asked for if it is theirs, else the first. */
  contact: Contact | undefined;
  /** What else they have open. */
  others: Contact[];
  /** Those they are there for: the one shown, and where somebody is looked for. */
  there: ContactId[];
}

/** The viewer's own contacts, noting that they are there. */
export async function followContact(
  viewer: ParticipantViewer,
  wanted?: string | null,
): Promise<Followed> {
  const all = await contactsOf(viewer);
  const contact = all.find(({ id }) => id === wanted) ?? all[0];
  const open = all.filter(({ state }) => !isOver(state));
  const there = open.filter((one) => one === contact || isCalling(one.state)).map(({ id }) => id);
  for (const id of there) await noteSeen(id);
  return { contact, others: open.filter((one) => one !== contact), there };
}
