/** A place that became free once nobody moves up any more: it is whoever's asks, and who waits asks with one press. */
import { announceSeats } from '#schedule/server';
import type { ParticipantViewer } from '#participants';
import { inTransaction } from '#platform/db';
import { now } from '#platform/clock';
import { findOwnSignup } from '../change.server.ts';
import { tellSupporters } from '../news/notices.server.ts';
import { mayTakeFree } from '../places.ts';
import { changeCounters, confirmSignup, findSignup } from '../queries.server.ts';
import { lockSeated } from '../series/standing.server.ts';

/** `full`: another was quicker, or their number does not fit; `not_found` also for who does not wait. */
export async function takeFreePlace(
  viewer: ParticipantViewer,
  signupId: string,
): Promise<'taken' | 'full' | 'not_found'> {
  const own = await findOwnSignup(viewer, signupId);
  if (!own) return 'not_found';
  return inTransaction(async (trx, afterCommit) => {
    const { id } = own.occurrence;
    const occurrence = (await lockSeated(trx, [id], afterCommit)).get(id);
    const signup = await findSignup(trx, own.signup.id);
    if (!occurrence || signup?.state !== 'waiting') return 'not_found';
    if (!mayTakeFree(occurrence, signup.partySize, now())) return 'full';
    await confirmSignup(trx, signup.id);
    const counted = await changeCounters(trx, id, { taken: signup.partySize, waiting: -1 });
    await tellSupporters(trx, [{ occurrence }]);
    afterCommit(() => announceSeats(counted));
    return 'taken';
  });
}
