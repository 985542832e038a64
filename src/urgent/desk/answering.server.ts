/** The desk's side: answer and pass. */
import type { AccountViewer } from '#accounts';
import { accountNames, lockAccount } from '#accounts/server';
import { presenceChanged, whoIsThereAt } from '#duty/server';
import { now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import type { RoomId } from '#rooms';
import { admitMember, roomOfContact, writeSystemLine } from '#rooms/server';
import { isOver } from '../contact.ts';
import { forgetTimePast } from '../callbacks/callback-queries.server.ts';
import { logEvents } from '../event-queries.server.ts';
import { beginRoom, newRoom } from '../room.server.ts';
import { closeOffers, findRingAt, wasOffered } from '../offer-queries.server.ts';
import { lockContact, updateContact, type Contact } from '../contact-queries.server.ts';
import { followHandOver, partWithTalk } from '../passing-on/changing-hands.server.ts';
import { lastReader, openSpan } from '../span-queries.server.ts';
import { tellContact, tellDesks } from '../tell.server.ts';
import { lookForSomebody, type Move } from '../urgent.server.ts';

export type Answered =
  | { is: 'answered'; roomId: RoomId }
  | { is: 'taken'; by: string }
  | { is: 'full' | 'over' | 'not_found' };

/** Takes a contact that rings at the viewer: the first wins, the others hear who it was. */
export const answerContact = (viewer: AccountViewer, contactId: string): Promise<Answered> =>
  inTransaction(async (trx, afterCommit): Promise<Answered> => {
    const contact = await lockContact(trx, contactId);
    if (!contact || !(await wasOffered(trx, contact.id, viewer.accountId))) {
      return { is: 'not_found' };
    }
    const ring = await findRingAt(trx, contact.id, viewer.accountId);
    if (!ring) return whyNot(trx, contact);
    const move = { trx, at: now(), afterCommit };
    if (!(await placeAt(move, viewer, [ring.windowId]))) return { is: 'full' };
    await closeOffers(trx, contact.id, move.at, 'accepted', [viewer.accountId]);
    const kind = ring.purpose === 'call' ? 'answered' : 'handed_over';
    if (kind === 'handed_over') await partWithTalk(move, contact);
    return {
      is: 'answered',
      roomId: await beginTalk(move, contact, viewer, { kind, windowId: ring.windowId }),
    };
  });

async function whyNot(trx: Database, contact: Contact): Promise<Answered> {
  if (isOver(contact.state)) return { is: 'over' };
  const owner = contact.owner_account_id;
  if (!owner) return { is: 'not_found' };
  return { is: 'taken', by: (await accountNames(trx, [owner])).get(owner) ?? '' };
}

/**
 * Of these windows the first where the account has room for one more talk. Two answers of one account meet at its row, so that
 * talks are counted one after the other.
 */
export async function placeAt(
  { trx, at }: Move,
  { accountId }: AccountViewer,
  windowIds: string[],
): Promise<string | undefined> {
  await lockAccount(trx, accountId);
  const there = await whoIsThereAt(windowIds, at, trx);
  const own = there.filter((present) => present.accountId === accountId);
  return windowIds.find((id) => own.some(({ windowId }) => windowId === id));
}

export async function beginTalk(
  move: Move,
  contact: Contact,
  viewer: AccountViewer,
  { kind, windowId }: { kind: 'answered' | 'handed_over'; windowId: string },
): Promise<RoomId> {
  const { trx, at, afterCommit } = move;
  const others = await closeOffers(trx, contact.id, at, 'withdrawn');
  await forgetTimePast(trx, contact.id, at);
  await updateContact(trx, contact.id, {
    state: 'talking',
    owner_account_id: viewer.accountId,
    owner_window_id: windowId,
    answered_at: contact.answered_at ?? at,
    stage_due_at: null,
    lost_at: null,
    due_at: null,
  });
  await logEvents(trx, contact.id, at, [{ kind, accountId: viewer.accountId }]);
  const roomId = await enterRoom(move, contact, viewer, windowId);
  afterCommit(() => {
    tellContact(contact.id);
    tellDesks([viewer.accountId, ...others]);
    presenceChanged();
  });
  return roomId;
}

/**
 * The staff read what nobody has read yet, and on from there where they themselves read last; only the first to answer finds
 * the person's first words in the room.
 */
async function enterRoom(
  move: Move,
  contact: Contact,
  viewer: AccountViewer,
  windowId: string,
): Promise<RoomId> {
  const { trx, afterCommit } = move;
  const room = (await roomOfContact(trx, contact.id)) ?? (await newRoom(trx, contact));
  const last = await lastReader(trx, contact.id);
  const again = last?.accountId === viewer.accountId;
  const readsAfter = last ? (again ? last.from - 1 : last.to) : room.seq;
  const { accountId, displayName: nickname } = viewer;
  const span = { contactId: contact.id, accountId, windowId, fromSeq: readsAfter + 1 };
  await openSpan(trx, span);
  await admitMember(trx, room.id, { accountId, nickname, role: 'host', readsAfter });
  if (!last) await beginRoom(move, contact, room.id);
  else if (!again && contact.answered_at)
    await writeSystemLine(trx, room.id, 'staff_changed', afterCommit);
  return room.id;
}

/** Cannot answer now: the next is rung, and this contact rings here no more. */
export const passContact = (
  viewer: AccountViewer,
  contactId: string,
): Promise<'passed' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = await lockContact(trx, contactId);
    if (!contact) return 'not_found';
    const move = { trx, at: now(), afterCommit };
    const { accountId } = viewer;
    const passed = await closeOffers(trx, contact.id, move.at, 'passed', [accountId]);
    if (passed.length === 0) return 'not_found';
    afterCommit(() => tellDesks([accountId]));
    await lookForSomebody(move, contact, [{ kind: 'passed', accountId }]);
    await followHandOver(move, contact);
    return 'passed';
  });
