import type { AccountViewer, OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import { db, inTransaction, type Database } from '#platform/db';
import { roomOfContact } from '#rooms/server';
import type { Contact } from '../../contact-queries.server.ts';
import { organisationOfWindow } from '../desk-queries.server.ts';
import { lockOwnTalk } from '../own-talk.server.ts';
import type { CheckInput, NoteInput } from './input.ts';
import {
  deleteCheck,
  insertCheck,
  insertNote,
  listChecks,
  listNotes,
} from './record-queries.server.ts';
import { readsRecord, type DeskRecord } from './record.ts';

/** Keeps a note beside the viewer's talk, after what was said last; the same id is the same note. */
export const writeNote = (
  viewer: AccountViewer,
  { contactId, noteId, note }: NoteInput,
): Promise<'noted' | 'not_found'> =>
  inOwnTalk(viewer, contactId, async (trx, by) => {
    const room = await roomOfContact(trx, by.contactId);
    await insertNote(trx, { ...by, id: noteId, text: note, afterSeq: room?.seq ?? 0 });
    return 'noted';
  });

/** Ticks what was asked or said, or takes a slip back. */
export const tick = (
  viewer: AccountViewer,
  { contactId, item, on }: CheckInput,
): Promise<'ticked' | 'not_found'> =>
  inOwnTalk(viewer, contactId, async (trx, by) => {
    await (on ? insertCheck : deleteCheck)(trx, { ...by, item });
    return 'ticked';
  });

const inOwnTalk = <Done extends string>(
  viewer: AccountViewer,
  id: string,
  act: (trx: Database, by: By) => Promise<Done>,
): Promise<Done | 'not_found'> =>
  inTransaction(async (trx) => {
    const contact = await lockOwnTalk(trx, viewer, id);
    const organisationId =
      contact?.owner_window_id && (await organisationOfWindow(trx, contact.owner_window_id));
    if (!contact || !organisationId) return 'not_found';
    const { accountId } = viewer;
    return act(trx, { contactId: contact.id, organisationId, accountId, at: now() });
  });

interface By {
  contactId: Contact['id'];
  organisationId: OrganisationId;
  accountId: AccountViewer['accountId'];
  at: Date;
}

/** What staff noted and ticked in these talks, as far as the viewer may read it. */
export async function recordsOf(
  viewer: AccountViewer,
  contactIds: string[],
  reads = readsRecord,
): Promise<(contactId: string) => DeskRecord> {
  const [notes, checks] = await Promise.all([
    listNotes(db, contactIds),
    listChecks(db, contactIds),
  ]);
  return (contactId) => ({
    notes: notes
      .filter((note) => note.contactId === contactId && reads(viewer, note))
      .map(({ id, afterSeq, at, who, text }) => ({ id, afterSeq, at: at.getTime(), who, text })),
    checks: checks
      .filter((check) => check.contactId === contactId && reads(viewer, check))
      .map(({ item, at, who }) => ({ item, at: at.getTime(), who })),
  });
}
