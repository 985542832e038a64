/** Statements written late that wait in the room of a date, for whoever hosts it or could. */
import type { AccountViewer } from '#accounts';
import type { StatementId, WaitingStatement } from '#rooms';
import { declineWithin, placeWithin, roomOfOccurrence, waitingStatements } from '#rooms/server';
import { findEverPublicOccurrence } from '#schedule/server';
import { db } from '#platform/db';
import { findOwnDate, TO_HOST } from '../own-date.server.ts';
import { mayHost } from '../privacy.ts';

/** None for whoever may not host it, and where nobody ever entered its room. */
export async function lateStatementsOf(
  viewer: AccountViewer,
  occurrenceId: string,
): Promise<WaitingStatement[]> {
  const occurrence = await findEverPublicOccurrence(occurrenceId);
  if (!occurrence || !mayHost(viewer, occurrence)) return [];
  const room = await roomOfOccurrence(db, occurrence.id);
  return room ? waitingStatements(room.id) : [];
}

/** Puts one into the record in its place, or leaves it to its author with a kind word. */
export async function decideLateStatement(
  viewer: AccountViewer,
  occurrenceId: string,
  decision: { statementId: StatementId } & ({ place: true } | { place: false; answer: string }),
): Promise<'placed' | 'declined' | 'not_found'> {
  const date = await findOwnDate(viewer, occurrenceId, TO_HOST);
  if (date === 'not_found') return date;
  const room = await roomOfOccurrence(db, date.id);
  if (!room) return 'not_found';
  return decision.place
    ? placeWithin(room.id, decision.statementId)
    : declineWithin(room.id, decision.statementId, decision.answer);
}
