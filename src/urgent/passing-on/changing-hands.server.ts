/** A talk changes hands: whom it rings at, until when, what becomes of it, and what its person let be read. */
import type { AccountId } from '#accounts';
import { presenceAt } from '#duty/server';
import { recordActs } from '#organisations/server';
import { days, later, minutes } from '#platform/clock';
import { asJson, type Database } from '#platform/db';
import { PROPOSED_AGAIN_AFTER_MINUTES, type RoomId } from '#rooms';
import { roomOfContact, withdrawMember } from '#rooms/server';
import { appointNext } from '../callbacks/appointing.server.ts';
import { asChosen, chosenFirst } from '../route.ts';
import { updateContact, type Contact } from '../contact-queries.server.ts';
import { logEvents } from '../event-queries.server.ts';
import { closeOffers, insertHandOverOffers, listHandOverRings } from '../offer-queries.server.ts';
import { leastBusyFirst, RINGS_TOGETHER } from '../policy.ts';
import { closeSpan } from '../span-queries.server.ts';
import { tellBoth, tellDesks } from '../tell.server.ts';
import type { Move } from '../urgent.server.ts';
import { windowsKept } from '../windows-kept-queries.server.ts';
import { insertConsent } from './consent-queries.server.ts';
import {
  dropHandOver,
  findHandOver,
  ringHandOver,
  stopHandOver,
} from './hand-over-queries.server.ts';
import { ringIsOver, type HandOver, type Stopped } from './hand-over.ts';
import type { HandOverAnswer } from './input.ts';
import { findRouteWindow } from './target-queries.server.ts';

/** Where somebody is now. */
export async function ring(
  move: Move,
  contact: Contact,
  to: HandOver,
  { passes, days }: HandOverAnswer,
): Promise<void> {
  const { trx, at, afterCommit } = move;
  const upToSeq = await passedUpTo(trx, contact, passes);
  await ringHandOver(trx, contact.id, { upToSeq, days, at });
  const ringing = await whoCouldTake(trx, contact, to, at);
  await insertHandOverOffers(trx, contact.id, at, ringing);
  if (ringing.length === 0) await comesToNothing(move, contact, 'lapsed');
  afterCommit(() =>
    tellBoth(
      contact,
      ringing.map((one) => one.accountId),
    ),
  );
}

/** The number of the last line that goes along; 0 where only the first words do. */
const passedUpTo = async (
  trx: Database,
  { id }: Contact,
  passes: HandOverAnswer['passes'],
): Promise<number> => (passes === 'talk' ? ((await roomOfContact(trx, id))?.seq ?? 0) : 0);

/** Nobody is rung now: the talk goes on as it is, and at the time it rings there first. */
export async function promise(
  move: Move,
  contact: Contact,
  to: HandOver,
  { passes, days }: HandOverAnswer,
): Promise<void> {
  const { trx, at, afterCommit } = move;
  const meetsAt = new Date(to.meetsAt ?? 0);
  if (meetsAt <= at) return comesToNothing(move, contact, 'lapsed');
  const upToSeq = await passedUpTo(trx, contact, passes);
  await consent(move, contact, { ...to, upToSeq, days }, meetsAt);
  await dropHandOver(trx, contact.id);
  const window = asChosen(await findRouteWindow(trx, to.windowId));
  const route = chosenFirst([window], contact.route);
  await updateContact(trx, contact.id, { route: asJson(route) });
  const { id: contactId, owner_account_id: setBy } = contact;
  await appointNext(move, contact, { contactId, windowId: to.windowId, meetsAt, setBy, setAt: at });
  afterCommit(() => tellBoth(contact));
}

/** Whoever is there no more is rung no more; where nobody is left, or in time, the talk stays as it is, and both sides are told. */
export async function followHandOver(move: Move, contact: Contact): Promise<void> {
  const { trx, at, afterCommit } = move;
  const to = contact.state === 'talking' ? await findHandOver(trx, contact.id) : undefined;
  if (to?.state !== 'ringing') return;
  const rung = await listHandOverRings(trx, contact.id);
  if (rung.length === 0) return comesToNothing(move, contact, 'declined');
  const could = (await whoCouldTake(trx, contact, to, at)).map((one) => one.accountId);
  const inTime = !ringIsOver(to.standsUntil ?? 0, +at);
  const gone = rung.filter((accountId) => !inTime || !could.includes(accountId));
  if (gone.length === 0) return;
  await closeOffers(trx, contact.id, at, 'lapsed', gone);
  afterCommit(() => tellDesks(gone));
  if (gone.length === rung.length) await comesToNothing(move, contact, 'lapsed');
}

export async function comesToNothing(
  { trx, at, afterCommit }: Move,
  contact: Contact,
  state: Stopped,
): Promise<void> {
  const until = later(at, minutes(PROPOSED_AGAIN_AFTER_MINUTES));
  await stopHandOver(trx, contact.id, { state, until });
  const kind = state === 'refused' ? 'hand_over_refused' : 'hand_over_declined';
  await logEvents(trx, contact.id, at, [{ kind, details: { reason: state } }]);
  afterCommit(() => tellBoth(contact));
}

/** The talk leaves the one who had it; what its person allowed is a consent from here on. */
export async function partWithTalk(move: Move, contact: Contact): Promise<void> {
  const { trx, at, afterCommit } = move;
  const to = await findHandOver(trx, contact.id);
  if (!to) throw new Error('a talk that is handed over without leave');
  const { accountId, roomId } = await consent(move, contact, to, at);
  const others = await closeSpan(trx, contact.id, at, to.id);
  await withdrawMember(trx, roomId, { accountId }, afterCommit);
  afterCommit(() => tellDesks([accountId, ...others]));
}

/** What may be read from then on, and in the log of both organisations that it may; from whom, and of which room. */
async function consent(
  { trx, at }: Move,
  contact: Contact,
  to: HandOver,
  from: Date,
): Promise<{ accountId: AccountId; roomId: RoomId }> {
  const room = await roomOfContact(trx, contact.id);
  const { owner_account_id: accountId, owner_window_id: fromWindowId } = contact;
  if (!to.days || !room || !accountId || !fromWindowId)
    throw new Error('a talk that is handed over without leave');
  await insertConsent(trx, {
    id: to.id,
    ...{ contactId: contact.id, roomId: room.id, upToSeq: to.upToSeq ?? 0, fromWindowId },
    ...{ windowId: to.windowId, accountId: to.accountId },
    ...{ givenAt: at, until: later(from, days(to.days)) },
  });
  const windows = await windowsKept(trx, [fromWindowId, to.windowId]);
  const act = { act: 'talk.handed_over', subject: `contact:${contact.id}` };
  const organisations = new Set(windows.map(({ organisationId }) => organisationId));
  const acts = [...organisations].map((organisationId) => ({ organisationId, ...act }));
  await recordActs({ accountId }, acts, trx);
  return { accountId, roomId: room.id };
}

/** A window's staff, the least busy first; or the one who was named. */
export async function whoCouldTake(
  trx: Database,
  contact: Contact,
  { windowId, accountId }: Pick<HandOver, 'windowId' | 'accountId'>,
  at: Date,
): Promise<{ accountId: AccountId; windowId: string }[]> {
  const { present } = await presenceAt([windowId], at, trx);
  return present
    .filter((one) => one.accountId !== contact.owner_account_id)
    .filter((one) => (accountId ? one.accountId === accountId : one.role === 'window_staff'))
    .sort(leastBusyFirst)
    .slice(0, RINGS_TOGETHER);
}
