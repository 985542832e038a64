/** How a contact ends or rests: ended, left without a trace, or words kept for a window. */
import type { AccountViewer } from '#accounts';
import type { ParticipantViewer } from '#participants';
import { now } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { bury } from '#platform/tombstones';
import { closeWithin, roomOfContact, withdrawMember } from '#rooms/server';
import { isCalling, isOver, type ContactEventKind } from './contact.ts';
import { deleteRecordOf } from './desk/record/record-queries.server.ts';
import { eraseWords } from './erasing/erasing.server.ts';
import { answerAlong } from './answer-by.server.ts';
import { waitsForAnswer, waitsForReader, WAITS_NO_MORE } from './answer-by.ts';
import {
  forgetTimePast,
  listCallbacks,
  takeCallback,
  type Callback,
} from './callbacks/callback-queries.server.ts';
import { logEvents, type NewEvent } from './event-queries.server.ts';
import { closeOffers } from './offer-queries.server.ts';
import { roomSoFar } from './letters/letter-queries.server.ts';
import { isOwn } from './own-contact.server.ts';
import { presenceChanged } from '#duty/server';
import { lockContact, updateContact, type Contact } from './contact-queries.server.ts';
import { closeSpan } from './span-queries.server.ts';
import { tellBoth } from './tell.server.ts';
import type { Move } from './urgent.server.ts';

/** 「おわる」: the talk, or what was written to and fro, is over, but for a time that was agreed; its texts stay readable until they are purged. */
export const endTalk = (
  viewer: ParticipantViewer | AccountViewer,
  contactId: string,
): Promise<'ended' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = await lockContact(trx, contactId);
    if (!contact || !isTold(contact) || !isParty(viewer, contact)) return 'not_found';
    const move = { trx, at: now(), afterCommit };
    const next = await callbackAhead(move, contact);
    await (next ? restUntil(move, contact, next) : endTold(move, contact));
    return 'ended';
  });

/** Over, with what was told: read on until it is purged, written in no more. */
export async function endTold(move: Move, contact: Contact): Promise<void> {
  await finish(move, contact, 'ended');
  const room = await roomOfContact(move.trx, contact.id);
  if (room) await closeWithin(move.trx, room.id, move.afterCommit);
}

const isTold = ({ state }: Contact) => state === 'talking' || state === 'answered';

const isParty = (viewer: ParticipantViewer | AccountViewer, contact: Contact) =>
  viewer.kind === 'account'
    ? contact.owner_account_id === viewer.accountId
    : isOwn(viewer, contact);

/** 「やめる」: everything written is erased at once; only the count remains. `over`: it ended before, and its texts are kept for a while. */
export const leaveContact = (
  viewer: ParticipantViewer,
  contactId: string,
): Promise<'left' | 'over' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = await lockContact(trx, contactId);
    if (!contact || !isOwn(viewer, contact)) return 'not_found';
    if (isOver(contact.state)) return contact.state === 'ended' ? 'over' : 'left';
    await leaveBehind({ trx, at: now(), afterCommit }, contact);
    await bury('contact', contact.id);
    return 'left';
  });

/** 「ことばを残す」: nobody is rung any more; the route's windows read the words and answer within days, or at a time that stands. */
export const leaveWords = (
  viewer: ParticipantViewer,
  input: { contactId: string; words: string },
): Promise<'kept' | 'no_words' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = await lockContact(trx, input.contactId);
    if (!contact || !isCalling(contact.state) || !isOwn(viewer, contact)) return 'not_found';
    if (input.words === '') return 'no_words';
    const move = { trx, at: now(), afterCommit };
    const next = await callbackAhead(move, contact);
    await keepWords(move, { ...contact, first_words: input.words });
    if (next) await restUntil(move, contact, next);
    return 'kept';
  });

/** The person did not come back. */
export async function giveUp(move: Move, contact: Contact, because: NewEvent[]): Promise<void> {
  await logEvents(move.trx, contact.id, move.at, because);
  return rest(move, contact);
}

/** Nobody looks any more: an agreed time stands, words wait for a window, an answer for its reader; without any of these nothing is kept. */
export async function rest(move: Move, contact: Contact): Promise<void> {
  const next = await callbackAhead(move, contact);
  if (next) return restUntil(move, contact, next);
  const room = await roomOfContact(move.trx, contact.id);
  const soFar = room && (await roomSoFar(move.trx, room.id));
  if (soFar && soFar.answeredTo > soFar.writtenTo) return keepAnswer(move, contact);
  return contact.first_words === '' && !soFar?.writtenTo
    ? leaveBehind(move, contact)
    : keepWords(move, contact);
}

async function keepAnswer(move: Move, contact: Contact): Promise<void> {
  await stopRinging(move, contact);
  await updateContact(move.trx, contact.id, waitsForReader(move.at));
}

async function callbackAhead({ trx, at }: Move, { id }: Contact): Promise<Callback | undefined> {
  const callback = (await listCallbacks(trx, [id])).get(id);
  return callback && callback.meetsAt > at ? callback : undefined;
}

/** Until the time that was agreed nobody is rung, and nobody of a window reads on. */
export async function restUntil(move: Move, contact: Contact, { meetsAt }: Callback) {
  const { trx, at, afterCommit } = move;
  const owner = contact.owner_account_id;
  await stopRinging(move, contact);
  await closeSpan(trx, contact.id, at);
  const room = owner && (await roomOfContact(trx, contact.id));
  if (room) await withdrawMember(trx, room.id, { accountId: owner }, afterCommit);
  await updateContact(trx, contact.id, {
    ...{ ...WAITS_NO_MORE, ...OWNED_BY_NOBODY, state: 'callback', due_at: meetsAt },
    ...{ stage_due_at: null, lost_at: null },
  });
  if (owner) afterCommit(presenceChanged);
}

const OWNED_BY_NOBODY = { owner_account_id: null, owner_window_id: null };

async function keepWords(move: Move, contact: Contact): Promise<void> {
  const { trx, at } = move;
  await stopRinging(move, contact);
  await updateContact(trx, contact.id, {
    ...waitsForAnswer(await answerAlong(trx, contact.route, at)),
    first_words: contact.first_words,
  });
  await logEvents(trx, contact.id, at, [{ kind: 'words_left' }]);
}

/** A contact that goes on is over, without a trace of who it was; only the count remains. */
export async function leaveBehind(move: Move, contact: Contact): Promise<void> {
  await finish(move, contact, 'left');
  await eraseWords(move.trx, contact, move.afterCommit);
  await deleteRecordOf(move.trx, contact.id);
}

async function finish(move: Move, contact: Contact, state: 'ended' | 'left'): Promise<void> {
  const { trx, at, afterCommit } = move;
  await stopRinging(move, contact);
  await closeSpan(trx, contact.id, at);
  await takeCallback(trx, contact.id);
  await updateContact(trx, contact.id, {
    ...(state === 'left' && { first_words: '', nickname: '' }),
    ...WAITS_NO_MORE,
    state,
    ...OWNED_BY_NOBODY,
    ended_at: at,
    stage_due_at: null,
    due_at: null,
  });
  await logEvents(trx, contact.id, at, [{ kind: state satisfies ContactEventKind }]);
  if (contact.owner_account_id) afterCommit(presenceChanged);
}

/** It rings nowhere any more; a time that had come is over. */
export async function stopRinging({ trx, at, afterCommit }: Move, contact: Contact): Promise<void> {
  await forgetTimePast(trx, contact.id, at);
  const rung = await closeOffers(trx, contact.id, at, 'withdrawn');
  afterCommit(() => tellBoth(contact, rung));
}
