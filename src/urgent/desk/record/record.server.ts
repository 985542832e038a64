import type { AccountViewer } from '#accounts';
import { db } from '#platform/db';
import { roomOfContact } from '#rooms/server';
import { inOwnTalk } from '../own-talk.server.ts';
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
