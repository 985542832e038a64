/** The host's way into an occurrence's room. */
import type { AccountViewer, OrganisationId } from '#accounts';
import { lockRoles } from '#organisations/server';
import { organisationScope } from '#participants';
import type { RoomId } from '#rooms';
import { admitMember, prepareRoom } from '#rooms/server';
import {
  findEverPublicOccurrence,
  lockForSignUp,
  meetingLinksOf,
  noteEntered,
} from '#schedule/server';
import { now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import { meetingIsOn, shutDoor } from '../places.ts';
import { findOwnDate, refuseDate, TO_HOST } from '../own-date.server.ts';
import { mayHost } from '../privacy.ts';

/** From a quarter of an hour before the start, as for everybody; by what the viewer is when the door opens, not when they asked. */
export async function hostOccurrenceRoom(
  viewer: AccountViewer,
  occurrenceId: string,
): Promise<RoomId | 'too_early' | 'not_found' | 'closed'> {
  const occurrence = await findOwnDate(viewer, occurrenceId, TO_HOST);
  if (occurrence === 'not_found' || !occurrence.hasRoom) return 'not_found';
  const { organisationId, title } = occurrence;
  return inTransaction(async (trx) => {
    const held = await asHeld(trx, viewer, occurrence);
    if (!held || !mayHost(held.viewer, held.occurrence))
      return refuseDate(viewer, occurrence, TO_HOST.refused, trx);
    const shut = shutDoor(held.occurrence, now());
    if (shut) return shut;
    const { endsAt } = held.occurrence;
    const scope = organisationScope(organisationId);
    await noteEntered(trx, occurrenceId);
    const oneToOne = occurrence.supporterAccountId !== null;
    const roomId = await prepareRoom({ occurrenceId, title, endsAt, scope, oneToOne }, trx);
    const { accountId, displayName } = viewer;
    const nickname = occurrence.supporterAccountId ? occurrence.hostName : displayName;
    const part = oneToOne && { part: 'supporter' as const };
    await admitMember(trx, roomId, { accountId, nickname, role: 'host', ...part });
    return roomId;
  });
}

/** Both as they stand, and stay until the transaction ends: whoever takes a role or a slot away meanwhile waits, or was first. */
async function asHeld(
  trx: Database,
  viewer: AccountViewer,
  { id, organisationId }: { id: string; organisationId: OrganisationId },
) {
  const { accountId } = viewer;
  // First the member, then the date: the order in which a member's leaving takes them.
  const roles = await lockRoles(trx, { accountId, organisationId });
  const occurrence = (await lockForSignUp(trx, [id])).get(id);
  const memberships = roles.map((role) => ({ organisationId, role }));
  return occurrence && { viewer: { ...viewer, memberships }, occurrence };
}

/** Where the host of a slot meets who chose voice or picture, from when the door opens until the end. */
export async function hostMeetingLink(
  viewer: AccountViewer,
  occurrenceId: string,
): Promise<string | null> {
  const occurrence = await findEverPublicOccurrence(occurrenceId);
  if (!occurrence || !mayHost(viewer, occurrence) || occurrence.state === 'cancelled') return null;
  if (!meetingIsOn(occurrence, now())) return null;
  return (await meetingLinksOf([occurrence.id])).get(occurrence.id) ?? null;
}
