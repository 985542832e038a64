/** The way from a sign-up into the room. */
import { organisationScope, type ParticipantViewer, type Pseudonym } from '#participants';
import { derivedPseudonym, saysPersonGone } from '#participants/server';
import type { RoomId } from '#rooms';
import { admitMember, barredAt, prepareRoom } from '#rooms/server';
import type { OccurrenceDetail } from '#schedule';
import { findEverPublicOccurrence, lockForSignUp } from '#schedule/server';
import { now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import { shutDoor, type RoomRefusal } from '../places.ts';
import { findLiveSignup } from '../queries.server.ts';
import { markSeen } from '../news/seen-queries.server.ts';
import { codeRefusal, inTurnOfTries } from './codes.server.ts';

/** From a quarter of an hour before the start, for the confirmed whom nobody has asked out; with the number, where a host asks for one. */
export async function enterOccurrenceRoom(
  viewer: ParticipantViewer,
  occurrenceId: string,
  typed = '',
): Promise<RoomId | RoomRefusal> {
  const occurrence = await findEverPublicOccurrence(occurrenceId);
  if (!occurrence?.hasRoom) return 'not_found';
  const pseudonym = derivedPseudonym(viewer, organisationScope(occurrence.organisationId));
  const come = () => inTransaction((trx) => enter(trx, occurrence, pseudonym, typed));
  try {
    return await inTurnOfTries({ occurrenceId, pseudonym }, typed, come);
  } catch (error) {
    if (saysPersonGone(error)) return 'not_found';
    throw error;
  }
}

/** By the date and the place as they stand now: both may have been given up, moved or called off since they were read. */
async function enter(
  trx: Database,
  occurrence: OccurrenceDetail,
  pseudonym: Pseudonym,
  typed: string,
): Promise<RoomId | RoomRefusal> {
  const occurrenceId = occurrence.id;
  const held = (await lockForSignUp(trx, [occurrenceId])).get(occurrenceId);
  const signup = await findLiveSignup(trx, occurrenceId, pseudonym);
  if (!held || signup?.state !== 'confirmed') return 'not_found';
  const shut = shutDoor(held, now());
  if (shut) return shut;
  if ((await barredAt(trx, [signup])).size > 0) return 'kept_out';
  const refusal = await codeRefusal(trx, signup, typed);
  if (refusal) return refusal;
  await markSeen(trx, [{ ...signup, sequence: held.sequence }]);
  const { title, supporterAccountId } = occurrence;
  const room = { occurrenceId, title, endsAt: held.endsAt, oneToOne: supporterAccountId !== null };
  const scope = organisationScope(held.organisationId);
  const roomId = await prepareRoom({ ...room, scope }, trx);
  const { nickname } = signup;
  const member = await admitMember(trx, roomId, { pseudonym, nickname, role: 'participant' });
  return member === 'removed' ? 'kept_out' : roomId;
}
