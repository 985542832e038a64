/** What staff wrote in an urgent talk, reported by the person to whom they wrote it. The talk goes on. */
import type { ParticipantViewer } from '#participants';
import { db } from '#platform/db';
import { reportAtDesk, roomOf, type NewReport } from '#rooms/server';
import { findSpanOf } from '../span-queries.server.ts';

/** The window's supervisor reads it, with the lines around that the same member of staff could read; nobody it is about. */
export async function reportStaff(
  viewer: ParticipantViewer,
  report: NewReport,
): Promise<'reported' | 'not_found'> {
  const room = await roomOf(viewer, report.roomId);
  const span = room?.contactId ? await findSpanOf(db, room.contactId, report.seq) : undefined;
  return span ? reportAtDesk(viewer, report, span) : 'not_found';
}
