/** Handing a talk over: asked for at the desk, allowed by its person, taken by whoever is rung. Until then nothing changes. */
import type { AccountId, AccountViewer } from '#accounts';
import { rosterAt } from '#duty/server';
import { recordActs } from '#organisations/server';
import type { ParticipantViewer } from '#participants';
import { days, later, minutes, now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import { isId } from '#platform/id';
import { PROPOSED_AGAIN_AFTER_MINUTES } from '#rooms';
import { roomOfContact, withdrawMember } from '#rooms/server';
import { lockContact, type Contact } from '../contact-queries.server.ts';
import { lockOwnTalk } from '../desk/own-talk.server.ts';
import { logEvents } from '../event-queries.server.ts';
import { closeOffers, insertHandOverOffers, listHandOverRings } from '../offer-queries.server.ts';
import { isOwn } from '../own-contact.server.ts';
import { leastBusyFirst, RINGS_TOGETHER } from '../policy.ts';
import { closeSpan } from '../span-queries.server.ts';
import { tellContact, tellDesks } from '../tell.server.ts';
import type { Move } from '../urgent.server.ts';
import { windowsKept } from '../windows-kept-queries.server.ts';
import { insertConsent } from './consent-queries.server.ts';
import { takeBackWithin } from './consents.server.ts';
import {
  askHandOver,
  dropHandOver,
  findHandOver,
  ringHandOver,
  stopHandOver,
} from './hand-over-queries.server.ts';
import { mayGoTo } from './hand-over-targets.server.ts';
import { isUnderWay, mayAsk, ringIsOver, type HandOver, type Stopped } from './hand-over.ts';
import type { HandOverAnswer } from './input.ts';
import type { ConsentId } from './passing-on.ts';

/** Asks the person; nothing rings before they have answered. `going`: they are asked already; `soon`: it came to nothing just now. */
export const askToHandOver = (
  viewer: AccountViewer,
  input: { contactId: string; windowId: string; accountId: AccountId | null },
): Promise<'asked' | 'going' | 'soon' | 'nobody_there' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = await lockOwnTalk(trx, viewer, input.contactId);
    if (!contact || !mayGoTo(contact, input.windowId)) return 'not_found';
    const before = await findHandOver(trx, contact.id);
    if (before && isUnderWay(before.state)) return 'going';
    const at = now();
    if (before && !mayAsk(before, { sameAgain: isSame(before, input), at: +at })) return 'soon';
    if ((await whoCouldTake(trx, contact, input, at)).length === 0) return 'nobody_there';
    await askHandOver(trx, contact.id, input);
    const { accountId } = viewer;
    await logEvents(trx, contact.id, at, [{ kind: 'hand_over_asked', accountId }]);
    afterCommit(() => tellBoth(contact));
    return 'asked';
  });

type To = Pick<HandOver, 'windowId' | 'accountId'>;

const isSame = (a: To, b: To) => a.windowId === b.windowId && a.accountId === b.accountId;

/** The one who asked keeps the talk after all. */
export const keepTalk = (viewer: AccountViewer, contactId: string): Promise<'kept' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = await lockOwnTalk(trx, viewer, contactId);
    if (!contact) return 'not_found';
    await dropHandOver(trx, contact.id);
    await stopRinging({ trx, at: now(), afterCommit }, contact);
    return 'kept';
  });

/**
 * The person's answer, to what they were asked and nothing else. A no may turn into a yes, and a yes into a no: until
 * somebody has accepted nothing was passed on, and from then on nothing is read any more.
 */
export const answerHandOver = (
  viewer: ParticipantViewer,
  input: HandOverAnswer,
): Promise<'allowed' | 'refused' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = await lockContact(trx, input.contactId);
    if (!contact || !isOwn(viewer, contact)) return 'not_found';
    const handOver = await findHandOver(trx, contact.id);
    const move = { trx, at: now(), afterCommit };
    if (handOver?.id !== input.handOverId) return tooLate(move, contact, input);
    const { state } = handOver;
    if (input.answer === 'no') return isUnderWay(state) ? refuse(move, contact) : 'not_found';
    if (state !== 'asked' && state !== 'refused') return 'not_found';
    return allow(move, contact, handOver, input);
  });

/** Somebody took the talk over in the same moment. */
async function tooLate(
  move: Move,
  { pseudonym }: Contact,
  { handOverId, answer }: HandOverAnswer,
): Promise<'refused' | 'not_found'> {
  if (answer !== 'no' || !pseudonym || !isId<ConsentId>(handOverId)) return 'not_found';
  const back = await takeBackWithin(move, handOverId, [pseudonym]);
  return back === 'taken_back' ? 'refused' : back;
}

async function refuse(move: Move, contact: Contact): Promise<'refused'> {
  await comesToNothing(move, contact, 'refused');
  await stopRinging(move, contact);
  return 'refused';
}

async function allow(
  move: Move,
  contact: Contact,
  to: HandOver,
  { passes, days }: HandOverAnswer,
): Promise<'allowed'> {
  const { trx, at, afterCommit } = move;
  const room = await roomOfContact(trx, contact.id);
  const upToSeq = passes === 'talk' ? (room?.seq ?? 0) : 0;
  await ringHandOver(trx, contact.id, { upToSeq, days, at });
  await logEvents(trx, contact.id, at, [{ kind: 'hand_over_allowed' }]);
  const ringing = await whoCouldTake(trx, contact, to, at);
  await insertHandOverOffers(trx, contact.id, at, ringing);
  if (ringing.length === 0) await comesToNothing(move, contact, 'lapsed');
  afterCommit(() =>
    tellBoth(
      contact,
      ringing.map((one) => one.accountId),
    ),
  );
  return 'allowed';
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

async function comesToNothing(
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
  const room = await roomOfContact(trx, contact.id);
  const { owner_account_id: accountId, owner_window_id: fromWindowId } = contact;
  if (!to?.days || !room || !accountId || !fromWindowId)
    throw new Error('a talk that is handed over without leave');
  await insertConsent(trx, {
    id: to.id,
    ...{ contactId: contact.id, roomId: room.id, upToSeq: to.upToSeq ?? 0, fromWindowId },
    ...{ windowId: to.windowId, accountId: to.accountId },
    ...{ givenAt: at, until: later(at, days(to.days)) },
  });
  const houses = await windowsKept(trx, [fromWindowId, to.windowId]);
  const act = { act: 'talk.handed_over', subject: `contact:${contact.id}` };
  const organisations = new Set(houses.map(({ organisationId }) => organisationId));
  const acts = [...organisations].map((organisationId) => ({ organisationId, ...act }));
  await recordActs({ accountId }, acts, trx);
  const others = await closeSpan(trx, contact.id, at, to.id);
  await withdrawMember(trx, room.id, { accountId }, afterCommit);
  afterCommit(() => tellDesks([accountId, ...others]));
}

async function stopRinging({ trx, at, afterCommit }: Move, contact: Contact): Promise<void> {
  const rung = await closeOffers(trx, contact.id, at, 'withdrawn');
  afterCommit(() => tellBoth(contact, rung));
}

function tellBoth(contact: Contact, rung: AccountId[] = []): void {
  tellContact(contact.id);
  tellDesks([...rung, ...(contact.owner_account_id ? [contact.owner_account_id] : [])]);
}

/** A window's staff, the least busy first; or the one who was named. */
async function whoCouldTake(
  trx: Database,
  contact: Contact,
  { windowId, accountId }: To,
  at: Date,
): Promise<{ accountId: AccountId; windowId: string }[]> {
  const { present } = await rosterAt([windowId], at, trx);
  return present
    .filter((one) => one.accountId !== contact.owner_account_id)
    .filter((one) => (accountId ? one.accountId === accountId : one.role === 'window_staff'))
    .sort(leastBusyFirst)
    .slice(0, RINGS_TOGETHER);
}
