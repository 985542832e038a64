/** The window's side of a letter: opened, read, answered; nobody reads it who has not opened it. */
import type { AccountViewer } from '#accounts';
import { byDay } from '#notices';
import { noticeForAccounts } from '#notices/server';
import { recordAct } from '#organisations/server';
import { days, later, now } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { isId } from '#platform/id';
import type { Message } from '#rooms';
import { admitMember, roomOfContact, withdrawMember, writeFor } from '#rooms/server';
import { waitsForReader } from '../answer-by.ts';
import { appoint } from '../callbacks/appointing.server.ts';
import { mayBeSet } from '../callbacks/times.ts';
import { windowIdsOf } from '../route.ts';
import { lockContact, updateContact, type Contact } from '../contact-queries.server.ts';
import { logEvents } from '../event-queries.server.ts';
import { refuseContact } from '../own-window-of.server.ts';
import { beginRoom, newRoom } from '../room.server.ts';
import { supervisorsOf } from '../supervisors.server.ts';
import { tellContact, tellDesks } from '../tell.server.ts';
import type { Move } from '../urgent.server.ts';
import { windowsKept, type WindowAt } from '../windows-kept-queries.server.ts';
import { listReadings, noteReading, roomSoFar } from './letter-queries.server.ts';
import { letterWindowOf } from './letter-window.server.ts';

/** Whoever opens words reads what nobody has answered yet, and nothing that was said to somebody in a talk; it stands in the log that they did. */
export const openLetter = (
  viewer: AccountViewer,
  contactId: string,
): Promise<'opened' | 'not_found'> =>
  onWaiting(viewer, contactId, async (move, contact, { organisationId }) => {
    const { trx, at } = move;
    const { seq, readTo } = await roomSoFar(trx, await roomWithWords(move, contact));
    const reading = { contactId: contact.id, accountId: viewer.accountId, organisationId };
    await noteReading(trx, { ...reading, from: readTo + 1, to: seq });
    await updateContact(trx, contact.id, { reminded_at: at });
    const subject = `contact:${contact.id}`;
    await recordAct(viewer, { organisationId, act: 'letter.read', subject }, trx);
    return 'opened';
  });

async function roomWithWords(move: Move, contact: Contact) {
  const room = await roomOfContact(move.trx, contact.id);
  if (room) return room.id;
  const { id } = await newRoom(move.trx, contact);
  await beginRoom(move, contact, id);
  return id;
}

/** Writes back, into the contact's own room, perhaps with a time to talk; only who has opened the words can. They wait no more. */
export const replyToLetter = (
  viewer: AccountViewer,
  { contactId, words, meetsAt }: { contactId: string; words: string; meetsAt?: Date | undefined },
): Promise<'replied' | 'out_of_range' | 'not_found'> =>
  onWaiting(viewer, contactId, async (move, contact, { organisationId, windowId }) => {
    if (meetsAt && !mayBeSet(meetsAt, move.at)) return 'out_of_range' as const;
    const { trx, at, afterCommit } = move;
    const { accountId } = viewer;
    const room = await roomOfContact(trx, contact.id);
    const read = await listReadings(trx, contact.id, accountId);
    if (!room) return 'not_found';
    const { writtenTo, readTo } = await roomSoFar(trx, room.id);
    if (!read.some(({ to }) => to >= writtenTo)) return 'not_found';
    const seq = await writeAs(move, viewer, room.id, words);
    const reading = { contactId: contact.id, accountId, organisationId };
    await noteReading(trx, { ...reading, from: readTo + 1, to: seq });
    const next = meetsAt && { meetsAt, windowId, setBy: accountId, setAt: at };
    if (next) await appoint(move, contact, { ...next, contactId: contact.id });
    else await updateContact(trx, contact.id, waitsForReader(at));
    await logEvents(trx, contact.id, at, [{ kind: 'replied', accountId }]);
    afterCommit(() => tellContact(contact.id));
    return 'replied';
  });

/** A guest of the room for one message: what comes later is the next one's to read. */
async function writeAs(
  { trx, afterCommit }: Move,
  { accountId, displayName: nickname }: AccountViewer,
  roomId: Message['roomId'],
  words: string,
): Promise<number> {
  const memberId = await admitMember(trx, roomId, { accountId, nickname, role: 'host' });
  if (memberId === 'removed') throw new Error('a member of staff was removed from a contact');
  const author = { roomId, memberId, nickname, role: 'host' as const };
  const seq = await writeFor(trx, author, words, afterCommit);
  await withdrawMember(trx, roomId, { accountId }, afterCommit);
  if (seq === 'closed') throw new Error('words wait in a closed room');
  return seq;
}

/** A supervisor has heard that words are late: not again before tomorrow. */
export const quietenLetter = (
  viewer: AccountViewer,
  contactId: string,
): Promise<'quiet' | 'not_found'> =>
  onWaiting(viewer, contactId, async ({ trx, at }, contact) => {
    await updateContact(trx, contact.id, { reminded_at: at });
    return 'quiet';
  });

/** Words past their day ring at whoever looks after the window's people, heard yesterday or not, and are told at their devices: each morning until somebody answers. */
export async function remindOfLetter({ trx, at, afterCommit }: Move, contact: Contact) {
  await logEvents(trx, contact.id, at, [{ kind: 'overdue' }]);
  await updateContact(trx, contact.id, {
    due_at: byDay(later(at, days(1))),
    reminded_at: null,
  });
  const open = (await windowsKept(trx, windowIdsOf(contact.route))).filter((one) => one.goesOn);
  const supervisors = await supervisorsOf(
    trx,
    open.map(({ organisationId }) => organisationId),
  );
  const told = supervisors.map((account) => ({ account, haste: 'by_day' as const }));
  await noticeForAccounts(trx, told);
  afterCommit(() => tellDesks(supervisors));
}

type Act<Done> = (move: Move, contact: Contact, own: WindowAt) => Promise<Done | 'not_found'>;

/** One act on words that wait at a window of the viewer's. */
const onWaiting = <Done>(
  viewer: AccountViewer,
  contactId: string,
  act: Act<Done>,
): Promise<Done | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = isId(contactId) ? await lockContact(trx, contactId) : undefined;
    if (contact?.state !== 'message') return 'not_found';
    const at = now();
    const own = await letterWindowOf(trx, viewer, contact, at);
    if (!own) return refuseContact(trx, viewer, contact, 'letter.refused');
    return act({ trx, at, afterCommit }, contact, own);
  });
