/** The way from a sign-up into the room. */
import { organisationScope, type ParticipantViewer } from '#participants';
import type { RoomId } from '#rooms';
import { admitMember, barredAt, prepareRoom } from '#rooms/server';
import { findEverPublicOccurrence, lockForSignUp } from '#schedule/server';
import { now } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { roomDoor, type RoomRefusal } from '../places.ts';
import { findLiveSignup } from '../queries.server.ts';
import { markSeen } from '../news/seen-queries.server.ts';
import { codeRefusal, waitAfterWrongCodes } from './codes.server.ts';
import { confirmedSignup } from '../receipt/receipts.server.ts';

/** From a quarter of an hour before the start, for the confirmed whom nobody has asked out; with the number, where a host asks for one. */
export async function enterOccurrenceRoom(
  viewer: ParticipantViewer,
  occurrenceId: string,
  typed = '',
): Promise<RoomId | RoomRefusal> {
  const occurrence = await findEverPublicOccurrence(occurrenceId);
  const signup = await confirmedSignup(viewer, occurrenceId);
  if (!occurrence?.hasRoom || !signup) return 'not_found';
  const door = roomDoor(occurrence, now());
  if (door === 'too_early') return 'too_early';
  if (door === 'over' || occurrence.state === 'cancelled') return 'closed';
  await waitAfterWrongCodes({ occurrenceId, pseudonym: signup.pseudonym }, typed);
  return inTransaction(async (trx) => {
    await lockForSignUp(trx, [occurrenceId]);
    // The place may have been given up meanwhile, in another tab.
    const still = await findLiveSignup(trx, occurrenceId, signup.pseudonym);
    if (still?.state !== 'confirmed') return 'not_found';
    if ((await barredAt(trx, [still])).size > 0) return 'kept_out';
    const refusal = await codeRefusal(trx, still, typed);
    if (refusal) return refusal;
    await markSeen(trx, [{ ...still, sequence: occurrence.sequence }]);
    const { title, endsAt, supporterAccountId } = occurrence;
    const room = { occurrenceId, title, endsAt, oneToOne: supporterAccountId !== null };
    const scope = organisationScope(occurrence.organisationId);
    const roomId = await prepareRoom({ ...room, scope }, trx);
    const member = await admitMember(trx, roomId, { ...signup, role: 'participant' });
    return member === 'removed' ? 'kept_out' : roomId;
  });
}
