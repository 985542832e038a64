/** Cancelling and changing one's own sign-up; what becomes free goes to those who wait, in the same transaction. */
import { z } from 'zod';
import { announceSeats, findOccurrence } from '#schedule/server';
import type { OccurrenceDetail } from '#schedule';
import { organisationScope, type ParticipantViewer } from '#participants';
import { derivedPseudonym } from '#participants/server';
import { now } from '#platform/clock';
import { db, inTransaction, type AfterCommit, type Database } from '#platform/db';
import type { SignupId } from './index.ts';
import { detailsInput, problemsOf, type Details, type Problems } from './input.ts';
import { mayBePromoted, promotions, waysOf } from './places.ts';
import {
  changePlaces,
  findSignup,
  listWaitedForAndFree,
  listWaiting,
  lockPlaces,
  updateSignup,
  type Places,
  type SignupRow,
} from './queries.server.ts';

/** The viewer's own sign-up with its occurrence; undefined for anybody else's, as for none. */
export async function findOwnSignup(
  viewer: ParticipantViewer,
  id: string,
): Promise<{ signup: SignupRow; occurrence: OccurrenceDetail } | undefined> {
  if (!z.uuid().safeParse(id).success) return;
  const signup = await findSignup(db, id);
  const occurrence = signup && (await findOccurrence(signup.occurrenceId));
  if (!occurrence) return;
  const face = derivedPseudonym(viewer, organisationScope(occurrence.organisationId));
  return signup.pseudonym === face ? { signup, occurrence } : undefined;
}

/** Gives the places back; no reason is asked. `over` once it has ended. */
export async function cancelSignup(
  viewer: ParticipantViewer,
  signupId: string,
): Promise<'cancelled' | 'not_found' | 'over'> {
  const own = await findOwnSignup(viewer, signupId);
  if (!own) return 'not_found';
  if (own.occurrence.endsAt <= now()) return 'over';
  return inTransaction(async (trx, afterCommit): Promise<'cancelled'> => {
    await lockPlaces(trx, own.occurrence.id);
    const signup = await findSignup(trx, own.signup.id);
    if (!signup || signup.state === 'cancelled') return 'cancelled';
    await updateSignup(trx, signup.id, now(), { state: 'cancelled' });
    await release(trx, signup);
    await promoteWaiting(trx, own.occurrence, afterCommit);
    return 'cancelled';
  });
}

const release = (trx: Database, { occurrenceId, state, partySize }: SignupRow) =>
  changePlaces(trx, occurrenceId, state === 'waiting' ? { waiting: -1 } : { taken: -partySize });

/** Another name, way, message or number of people; more people only where there are places for all of them. */
export async function changeSignup(
  viewer: ParticipantViewer,
  signupId: string,
  input: z.input<typeof detailsInput>,
): Promise<'changed' | 'not_found' | 'closed' | 'full' | { problems: Problems }> {
  const own = await findOwnSignup(viewer, signupId);
  if (!own) return 'not_found';
  const parsed = detailsInput.safeParse(input);
  if (!parsed.success) return { problems: problemsOf(parsed.error) };
  const refusal = refusalOf(own.occurrence, parsed.data);
  if (refusal) return refusal;
  return inTransaction(async (trx, afterCommit) => {
    const places = await lockPlaces(trx, own.occurrence.id);
    const signup = await findSignup(trx, own.signup.id);
    if (!places || !signup || signup.state === 'cancelled') return 'not_found';
    const more = signup.state === 'confirmed' ? parsed.data.partySize - signup.partySize : 0;
    if (more > freeOf(places)) return 'full';
    await updateSignup(trx, signup.id, now(), parsed.data);
    if (more !== 0) await changePlaces(trx, own.occurrence.id, { taken: more });
    await promoteWaiting(trx, own.occurrence, afterCommit);
    return 'changed';
  });
}

function refusalOf(occurrence: OccurrenceDetail, { partySize, way }: Details) {
  const { capacity, format, kind } = occurrence;
  if (occurrence.state === 'cancelled' || occurrence.endsAt <= now()) return 'closed';
  if (capacity !== null && partySize > capacity)
    return { problems: { partySize: 'party_too_large' } } as const;
  if (!waysOf(format, kind === 'peer_consultation').includes(way))
    return { problems: { way: 'way_unknown' } } as const;
  return undefined;
}

/**
 * Wherever places became free without a cancellation (a raised capacity), those who wait get them first. The publisher's
 * page calls it on saving; the clock repeats it.
 */
export async function promoteWhereFree(): Promise<void> {
  for (const id of await listWaitedForAndFree(db, now())) {
    const occurrence = await findOccurrence(id);
    if (occurrence)
      await inTransaction((trx, afterCommit) => promoteWaiting(trx, occurrence, afterCommit));
  }
}

const freeOf = ({ capacity, taken }: Places): number =>
  capacity === null ? Infinity : capacity - taken;

/**
 * Gives what is free to those who wait, first in, first fitting, and tells the page's readers the counts.
 * Whoever frees or adds places calls it in the same transaction (a cancellation, a raised capacity).
 */
export async function promoteWaiting(
  trx: Database,
  occurrence: Pick<OccurrenceDetail, 'id' | 'promotionStopsAt' | 'state'>,
  afterCommit: AfterCommit,
): Promise<SignupId[]> {
  const places = await lockPlaces(trx, occurrence.id);
  if (!places) return [];
  const moving =
    occurrence.state === 'scheduled' && mayBePromoted(occurrence.promotionStopsAt, now());
  const promoted = moving ? promotions(await listWaiting(trx, occurrence.id), freeOf(places)) : [];
  for (const { id } of promoted) await updateSignup(trx, id, now(), { state: 'confirmed' });
  const seats = promoted.reduce((sum, { partySize }) => sum + partySize, 0);
  const counted = await changePlaces(trx, occurrence.id, {
    taken: seats,
    waiting: -promoted.length,
  });
  afterCommit(() => announceSeats(counted));
  return promoted.map(({ id }) => id);
}
