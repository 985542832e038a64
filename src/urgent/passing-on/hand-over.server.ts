/** Handing a talk over: asked for at the desk, allowed by its person. Until somebody has taken it nothing changes. */
import type { AccountViewer } from '#accounts';
import type { ParticipantViewer } from '#participants';
import { now } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { isId } from '#platform/id';
import { isExpectedAt } from '../callbacks/expected.server.ts';
import { mayBeSet } from '../callbacks/times.ts';
import { lockContact, type Contact } from '../contact-queries.server.ts';
import { lockOwnTalk } from '../desk/own-talk.server.ts';
import { logEvents } from '../event-queries.server.ts';
import { stopRinging } from '../leaving.server.ts';
import { isOwn } from '../own-contact.server.ts';
import { tellBoth } from '../tell.server.ts';
import type { Move } from '../urgent.server.ts';
import { takeBackWithin } from './consents.server.ts';
import {
  askHandOver,
  dropHandOver,
  findHandOver,
  type HandOverTo,
} from './hand-over-queries.server.ts';
import { mayGoTo } from './hand-over-targets.server.ts';
import { isUnderWay, mayAsk, type HandOver } from './hand-over.ts';
import { comesToNothing, promise, ring, whoCouldTake } from './changing-hands.server.ts';
import type { HandOverAnswer, HandOverAsk } from './input.ts';
import type { ConsentId } from './passing-on.ts';

/** Asks the person; nothing rings before they have answered. `going`: they are asked already; `soon`: it came to nothing just now. */
export async function askToHandOver(
  viewer: AccountViewer,
  { contactId, windowId, accountId, meetsAt }: HandOverAsk,
): Promise<'asked' | 'going' | 'soon' | 'nobody_there' | 'nobody_then' | 'not_found'> {
  const to = { windowId, accountId: meetsAt ? null : accountId, meetsAt };
  const isPromised = !meetsAt || (await isExpectedAt(windowId, meetsAt));
  return inTransaction(async (trx, afterCommit) => {
    const contact = await lockOwnTalk(trx, viewer, contactId);
    if (!contact || !(await mayGoTo(trx, contact, windowId))) return 'not_found';
    const before = await findHandOver(trx, contact.id);
    if (before && isUnderWay(before.state)) return 'going';
    const at = now();
    if (before && !mayAsk(before, { sameAgain: isSame(before, to), at: +at })) return 'soon';
    if (meetsAt && !(isPromised && mayBeSet(meetsAt, at))) return 'nobody_then';
    if (!meetsAt && (await whoCouldTake(trx, contact, to, at)).length === 0) return 'nobody_there';
    await askHandOver(trx, contact.id, to);
    const asked = { kind: 'hand_over_asked' as const, accountId: viewer.accountId };
    await logEvents(trx, contact.id, at, [asked]);
    afterCommit(() => tellBoth(contact));
    return 'asked';
  });
}

/** Now and at a time are two questions. */
const isSame = (a: HandOver, b: HandOverTo) =>
  a.windowId === b.windowId && a.accountId === b.accountId && (a.meetsAt === null) === !b.meetsAt;

/** The one who asked keeps the talk after all. */
export const keepTalk = (viewer: AccountViewer, contactId: string): Promise<'kept' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = await lockOwnTalk(trx, viewer, contactId);
    if (!contact) return 'not_found';
    const handOver = await findHandOver(trx, contact.id);
    // What came to nothing rests all the same.
    if (handOver && isUnderWay(handOver.state)) await dropHandOver(trx, contact.id);
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
    if (input.answer === 'no') return isUnderWay(state) ? sayNo(move, contact) : 'not_found';
    if (state !== 'asked' && state !== 'refused') return 'not_found';
    await logEvents(trx, contact.id, move.at, [{ kind: 'hand_over_allowed' }]);
    await (handOver.meetsAt ? promise : ring)(move, contact, handOver, input);
    return 'allowed';
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

async function sayNo(move: Move, contact: Contact): Promise<'refused'> {
  await comesToNothing(move, contact, 'refused');
  await stopRinging(move, contact);
  return 'refused';
}
