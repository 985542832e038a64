/**
 * The engine: with the contact's row locked it asks the policy, writes state, offers and log in the caller's one
 * transaction, and tells whom it concerns once that stands.
 */
import type { Presence } from '#duty';
import { presenceAt } from '#duty/server';
import type { AfterCommit, Database } from '#platform/db';
import { isCalling } from './contact.ts';
import { misfitsOf, stagesOf, windowIdsOf, windowsOfRoute, type RouteStage } from './route.ts';
import {
  moveContacts,
  putOffContacts,
  type Contact,
  type Search,
} from './contact-queries.server.ts';
import type { NewEvent } from './event-queries.server.ts';
import { giveUp } from './leaving.server.ts';
import { endRings, ringsOf, type RingEnd } from './offer-queries.server.ts';
import {
  isGone,
  lookAgainAt,
  ringing,
  settle,
  type Calling,
  type RingAt,
  type Settled,
  type Step,
  type There,
} from './policy.ts';
import { tellContact, tellDesks } from './tell.server.ts';
import { lastSeen } from './watch.server.ts';

export interface Move {
  trx: Database;
  at: Date;
  afterCommit: AfterCommit;
}

/** Looks for somebody as far as can be done now. `because` is what led here, for the log. */
export const lookForSomebody = (
  move: Move,
  contact: Contact,
  because: NewEvent[] = [],
): Promise<void> => lookForAll(move, [contact], because);

/** The same for several, by one look at who is there. */
export async function lookForAll(
  move: Move,
  contacts: Contact[],
  because: NewEvent[] = [],
): Promise<void> {
  const { trx, at } = move;
  const calling = contacts.filter(({ state }) => isCalling(state));
  if (calling.length === 0) return;
  const ids = calling.map((contact) => contact.id);
  const rings = await ringsOf(trx, ids);
  const windows = new Set(calling.flatMap(({ route }) => windowIdsOf(route)));
  const presence = await presenceAt([...windows], at, trx);
  const looked = calling.map((contact) => {
    const before = callingOf(contact, rings.get(contact.id) ?? []);
    return { contact, because, found: search(before, contact.route, presence, at) };
  });
  const isOver = ({ found }: Looked) => found.steps.at(-1)?.do === 'give_up';
  for (const { contact } of looked.filter(isOver)) await giveUp(move, contact, because);
  await write(
    move,
    looked.filter((one) => !isOver(one)),
  );
}

interface Looked {
  contact: Contact;
  because: NewEvent[];
  found: Found;
}

/** What a search leads to, before anything is written. */
export interface Found extends Settled {
  to: Search;
  rings: RingAt[];
  events: NewEvent[];
}

/**
 * Takes every step that can be taken now; `presence` holds everybody free at the windows of the route. Whoever is looked for
 * next by the same finds these rings in it.
 */
export function search(calling: Calling, route: RouteStage[], presence: Presence, at: Date): Found {
  const settled = settle(calling, thereOf(presence, route, calling), at);
  const outcome = outcomeOf(settled);
  const rung = new Set(outcome.rings.map((ring) => ring.accountId));
  for (const one of presence.present) if (rung.has(one.accountId)) one.ringing += 1;
  return { ...settled, to: whereItStands(settled.calling, presence, at), ...outcome };
}

/** A contact's own ring makes nobody busier. */
function thereOf({ present }: Presence, route: RouteStage[], calling: Calling): There[] {
  const own = new Set(ringing(calling).map((ring) => ring.accountId));
  const ringSecondsAt = new Map(windowsOfRoute(route).map((w) => [w.windowId, w.ringSeconds]));
  const misfits = misfitsOf(route);
  return present.flatMap(({ accountId, windowId, talking, ringing }) => {
    const ringSeconds = ringSecondsAt.get(windowId);
    if (ringSeconds === undefined) return [];
    const others = ringing - (own.has(accountId) ? 1 : 0);
    const misfit = misfits.get(windowId) ?? 0;
    return [{ accountId, windowId, talking, ringing: others, ringSeconds, misfit }];
  });
}

const whereItStands = (calling: Calling, { changesAt }: Presence, at: Date): Search => ({
  state: ringing(calling).length > 0 ? 'ringing' : 'waiting',
  stage: calling.stage,
  stage_due_at: isGone(calling, at) ? null : calling.stageDueAt,
  due_at: lookAgainAt(calling, changesAt, at),
});

const outcomeOf = ({ steps }: Settled) => ({
  rings: steps.flatMap((step) => (step.do === 'ring' ? step.at : [])),
  events: steps.flatMap(eventOf),
});

const callingOf = (contact: Contact, rings: Calling['rings']): Calling => ({
  route: stagesOf(contact.route),
  stage: contact.stage,
  stageDueAt: contact.stage_due_at,
  seenAt: lastSeen(contact.seen_at),
  rings,
});

async function write({ trx, at, afterCommit }: Move, looked: Looked[]): Promise<void> {
  const isAsBefore = ({ found, because }: Looked) => found.steps.length + because.length === 1;
  const moved = looked.filter((one) => !isAsBefore(one));
  await putOffContacts(
    trx,
    looked.filter(isAsBefore).map(({ contact, found }) => ({ id: contact.id, ...found.to })),
  );
  if (moved.length === 0) return;
  const ends = moved.flatMap(endsOf);
  await endRings(trx, at, ends);
  await moveContacts(
    trx,
    moved.map(({ contact, because, found: { to, rings, events } }) => ({
      ...{ ...to, contactId: contact.id, at, rings, events: [...because, ...events] },
    })),
  );
  const ring = moved.flatMap(({ found }) => ringing(found.calling));
  afterCommit(() => {
    tellDesks([...ring, ...ends].map(({ accountId }) => accountId));
    for (const { contact } of moved) tellContact(contact.id);
  });
}

const endsOf = ({ contact, found }: Looked): RingEnd[] =>
  found.steps.flatMap((step) => {
    if (step.do !== 'withdraw') return [];
    const end = step.reason === 'not_there' ? 'lapsed' : 'withdrawn';
    return step.from.map((accountId) => ({ contactId: contact.id, accountId, end }));
  });

function eventOf(step: Step): NewEvent[] {
  switch (step.do) {
    case 'ring':
      return [{ kind: 'rang', details: { rings: step.at, reason: step.reason } }];
    case 'widen':
      return [{ kind: 'widened', details: { to: step.to, reason: step.reason } }];
    case 'fall_back':
      return [{ kind: 'nobody_there', details: { reason: step.reason } }];
    case 'withdraw':
      return step.reason === 'person_gone' ? [{ kind: 'person_gone' }] : [];
    default:
      return [];
  }
}
