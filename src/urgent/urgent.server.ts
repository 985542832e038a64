/**
 * The engine: with the contact's row locked it asks the policy, writes state, offers and log in the caller's one
 * transaction, and tells whom it concerns once that stands.
 */
import { nextBoundaryAt, whoIsThereAt } from '#duty/server';
import type { AccountId } from '#accounts';
import { type AfterCommit, type Database } from '#platform/db';
import { isCalling, windowsOfRoute } from './contact.ts';
import { closeOffers, insertOffers, ringingElsewhere, ringsOf } from './offer-queries.server.ts';
import {
  isGone,
  lookAgainAt,
  ringing,
  settle,
  type Calling,
  type Settled,
  type Step,
  type There,
} from './policy.ts';
import { giveUp } from './leaving.server.ts';
import {
  logEvents,
  putOffContact,
  updateContact,
  type Contact,
  type NewEvent,
} from './queries.server.ts';
import { tellContact, tellDesks } from './tell.server.ts';

export interface Move {
  trx: Database;
  at: Date;
  afterCommit: AfterCommit;
}

/** Looks for somebody as far as can be done now. `because` is what led here, for the log. */
export async function lookForSomebody(
  move: Move,
  contact: Contact,
  because: NewEvent[] = [],
): Promise<void> {
  if (!isCalling(contact.state)) return;
  const calling = callingOf(contact, await ringsOf(move.trx, contact.id));
  const settled = settle(calling, await thereFor(move, contact), move.at);
  if (settled.steps.at(-1)?.do === 'give_up') return giveUp(move, contact, because);
  await write(move, contact, settled, because);
}

const callingOf = (contact: Contact, rings: Calling['rings']): Calling => ({
  route: contact.route.map((stage) => ({ windowIds: stage.windows.map((w) => w.windowId) })),
  stage: contact.stage,
  stageDueAt: contact.stage_due_at,
  seenAt: contact.seen_at,
  rings,
});

async function thereFor({ trx, at }: Move, contact: Contact): Promise<There[]> {
  const windows = new Map(windowsOfRoute(contact.route).map((w) => [w.windowId, w.ringSeconds]));
  const present = await whoIsThereAt([...windows.keys()], at, trx);
  const accounts = [...new Set(present.map((p) => p.accountId))];
  const elsewhere = await ringingElsewhere(trx, contact.id, accounts);
  return present.map((p) => ({
    accountId: p.accountId,
    windowId: p.windowId,
    talking: p.talking,
    ringing: elsewhere.get(p.accountId) ?? 0,
    ringSeconds: windows.get(p.windowId) ?? 30,
  }));
}

async function write(
  move: Move,
  contact: Contact,
  { calling, steps }: Settled,
  because: NewEvent[],
): Promise<void> {
  const { trx, at, afterCommit } = move;
  const windowIds = windowsOfRoute(contact.route).map((w) => w.windowId);
  const dueAt = lookAgainAt(calling, await nextBoundaryAt(windowIds, at, trx), at);
  const events = [...because, ...steps.flatMap(eventOf)];
  if (steps.length === 1 && because.length === 0) return putOffContact(trx, contact.id, dueAt);
  const concerned: AccountId[] = ringing(calling).map((ring) => ring.accountId);
  for (const step of steps) concerned.push(...(await writeStep(move, contact, step)));
  await updateContact(trx, contact.id, {
    state: ringing(calling).length > 0 ? 'ringing' : 'waiting',
    stage: calling.stage,
    stage_due_at: isGone(calling, at) ? null : calling.stageDueAt,
    due_at: dueAt,
  });
  await logEvents(trx, contact.id, at, events);
  afterCommit(() => {
    tellContact(contact.id);
    tellDesks(concerned);
  });
}

async function writeStep({ trx, at }: Move, contact: Contact, step: Step): Promise<AccountId[]> {
  if (step.do === 'ring') await insertOffers(trx, contact.id, at, step.at);
  if (step.do !== 'withdraw') return [];
  const end = step.reason === 'not_there' ? 'lapsed' : 'withdrawn';
  await closeOffers(trx, contact.id, at, end, step.from);
  return step.from;
}

function eventOf(step: Step): NewEvent[] {
  switch (step.do) {
    case 'ring':
      return [{ kind: 'rang', details: { rings: step.at } }];
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
