/** The staff's way into an occurrence's room: whoever holds the session, or runs the organisation's programme. */
import { hasRole, type AccountViewer } from '#accounts';
import { organisationScope } from '#participants';
import type { RoomId } from '#rooms';
import { admitMember, prepareRoom } from '#rooms/server';
import type { OccurrenceDetail } from '#schedule';
import { findOccurrence } from '#schedule/server';
import { inTransaction } from '#platform/db';

/** At any time while the occurrence stands, so that the host is there before the first person. */
export async function enterRoomAsHost(
  viewer: AccountViewer,
  occurrenceId: string,
): Promise<RoomId | 'not_found'> {
  const occurrence = await findOccurrence(occurrenceId);
  if (!occurrence?.hasRoom || occurrence.state === 'cancelled') return 'not_found';
  if (!mayHost(viewer, occurrence)) return 'not_found';
  return inTransaction(async (trx) => {
    const room = { occurrenceId, title: occurrence.title, endsAt: occurrence.endsAt };
    const scope = organisationScope(occurrence.organisationId);
    const roomId = await prepareRoom({ ...room, scope }, trx);
    const { accountId, displayName } = viewer;
    await admitMember(trx, roomId, { accountId, nickname: displayName, role: 'host' });
    return roomId;
  });
}

/** A one-to-one room is the supporter's alone; colleagues come in only when called. */
function mayHost(viewer: AccountViewer, occurrence: OccurrenceDetail): boolean {
  const { organisationId, supporterAccountId } = occurrence;
  if (supporterAccountId !== null) return supporterAccountId === viewer.accountId;
  const roles = ['admin', 'publisher', 'peer_supporter'] as const;
  return hasRole(viewer, organisationId, ...roles);
}
