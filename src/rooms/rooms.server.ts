/** A room's life: prepared, open, closed, erased. */
import { now } from '#platform/clock';
import { inTransaction, type AfterCommit, type Database } from '#platform/db';
import type { Scope } from '#participants';
import type { RoomViewer } from './index.ts';
import { endCallsIn } from './calls/calls-over.server.ts';
import { putOut, tellChanged } from './live.server.ts';
import { membershipOf } from './members/membership.server.ts';
import { writeSystemLine } from './log/messages.server.ts';
import type { DateLine } from './log/message.ts';
import { mayModerate, mayReopen } from './privacy.ts';
import { listMemberIds } from './members/member-queries.server.ts';
import { deleteRoom, insertRoom, moveEnd, moveRoom } from './room-queries.server.ts';
import type { RoomId, RoomState } from './room.ts';

export type NewRoom = ({ occurrenceId: string } | { contactId: string }) & {
  scope: Scope;
  title: string;
  /** Until when it is meant to be used; a forgotten room closes itself some hours later. */
  endsAt?: Date;
  /** A slot's, for one person and who listens. */
  oneToOne?: boolean;
};

/** The one room of an occurrence or contact, made on first use; title and end follow the latest call. */
export const prepareRoom = (room: NewRoom, trx: Database): Promise<RoomId> =>
  insertRoom(trx, {
    occurrence_id: 'occurrenceId' in room ? room.occurrenceId : null,
    contact_id: 'contactId' in room ? room.contactId : null,
    scope: room.scope,
    title: room.title,
    ends_at: room.endsAt ?? null,
    one_to_one: room.oneToOne ?? false,
  });

/** Opens a room for writing; a session's room also again after closing. Only hosts find it. */
export const openRoom = (viewer: RoomViewer, roomId: string): Promise<'open' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const membership = await membershipOf(viewer, roomId, trx);
    if (!membership || !mayModerate(membership.role)) return 'not_found';
    const from: RoomState[] = mayReopen(membership) ? ['prepared', 'closed'] : ['prepared'];
    if (membership.state === 'closed' && !mayReopen(membership)) return 'not_found';
    await openWithin(trx, membership.roomId, afterCommit, from);
    return 'open';
  });

/** Closes a room: read on, written in no more. Only hosts find it. */
export const closeRoom = (viewer: RoomViewer, roomId: string): Promise<'closed' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const membership = await membershipOf(viewer, roomId, trx);
    if (!membership || !mayModerate(membership.role)) return 'not_found';
    await closeWithin(trx, membership.roomId, afterCommit);
    return 'closed';
  });

/** Opens within the caller's transaction and right; nothing happens to an open room. */
export async function openWithin(
  trx: Database,
  roomId: RoomId,
  afterCommit: AfterCommit,
  from: RoomState[] = ['prepared'],
): Promise<void> {
  if (!(await moveRoom(trx, roomId, from, { state: 'open', closed_at: null }))) return;
  await writeSystemLine(trx, roomId, 'opened', afterCommit);
  afterCommit(() => tellChanged(roomId));
}

/** Closes within the caller's transaction and right; nothing happens to a closed room. */
export async function closeWithin(
  trx: Database,
  roomId: RoomId,
  afterCommit: AfterCommit,
): Promise<void> {
  const closed = { state: 'closed' as const, closed_at: now() };
  if (!(await moveRoom(trx, roomId, ['prepared', 'open'], closed))) return;
  await writeSystemLine(trx, roomId, 'closed', afterCommit);
  await endCallsIn(trx, roomId, afterCommit);
  afterCommit(() => tellChanged(roomId));
}

/**
 * A date's room ends when the date does. Of one that is called off or moved away whoever is inside reads so, and the room
 * ends from now on as it would after any end: nobody is put out in the middle of a sentence.
 */
export async function followDate(
  trx: Database,
  date: { occurrenceId: string; endsAt: Date; says: DateLine | null },
  afterCommit: AfterCommit,
): Promise<void> {
  const { occurrenceId, says } = date;
  const endsAt = says ? now() : date.endsAt;
  const roomId = await moveEnd(trx, { occurrenceId, endsAt, sooner: says !== null });
  if (roomId && says) await writeSystemLine(trx, roomId, says, afterCommit);
}

/** Deletes a room with all it holds; whoever is inside is put out. */
export async function eraseRoom(
  trx: Database,
  roomId: RoomId,
  afterCommit: AfterCommit,
): Promise<void> {
  const members = await listMemberIds(trx, roomId);
  await deleteRoom(trx, roomId);
  afterCommit(() => members.forEach((memberId) => putOut(roomId, memberId)));
}
