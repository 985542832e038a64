/** Cancelling and changing one's own sign-up; what becomes free goes to those who wait, in the same transaction. */
import type { z } from 'zod';
import {
  announceSeats,
  findEverPublicOccurrence,
  lockForSignUp,
  type HeldOccurrence,
} from '#schedule/server';
import { noticeFor } from '#notices/server';
import { roomOfOccurrence, withdrawMember } from '#rooms/server';
import type { OccurrenceDetail } from '#schedule';
import { organisationScope, type ParticipantViewer } from '#participants';
import { derivedPseudonym } from '#participants/server';
import { now } from '#platform/clock';
import { db, inTransaction, type AfterCommit, type Database } from '#platform/db';
import { isId } from '#platform/id';
import { eachAlone } from '#platform/jobs';
import { deleteAnswersTo, insertAnswers } from './form/answer-queries.server.ts';
import { amissIn, type Answer } from './form/answers.ts';
import { changeInput, problemsOf, type Details, type Problems } from './form/input.ts';
import { freeIn, mayBePromoted, promotions, waysOf } from './places.ts';
import {
  changeCounters,
  confirmSignup,
  endSignup,
  findSignup,
  listWaitedForAndFree,
  listWaiting,
  updateSignup,
  type SignupRow,
} from './queries.server.ts';
import { lockSeated } from './series/standing.server.ts';
import {
  datesWith,
  groupsOf,
  promoteTogether,
  signupsWith,
  withTheirs,
} from './series/together.server.ts';

/** A sign-up that whoever acts on it may act on. */
export interface FoundSignup {
  signup: SignupRow;
  occurrence: OccurrenceDetail;
}

/** The viewer's own sign-up with its occurrence; undefined for anybody else's, as for none. */
export async function findOwnSignup(
  viewer: ParticipantViewer,
  id: string,
): Promise<FoundSignup | undefined> {
  if (!isId(id)) return;
  const signup = await findSignup(db, id);
  const occurrence = signup && (await findEverPublicOccurrence(signup.occurrenceId));
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
  return own ? cancelFound(own) : 'not_found';
}

/** What is written down of an act: in its transaction, so that neither stands without the other. */
export type Recording = (trx: Database) => Promise<void>;

export async function cancelFound(
  own: FoundSignup,
  record?: Recording,
): Promise<'cancelled' | 'over'> {
  if (own.occurrence.endsAt <= now()) return 'over';
  return inTransaction(async (trx, afterCommit): Promise<'cancelled'> => {
    const ids = await datesWith(trx, own.occurrence);
    await lockSeated(trx, ids, afterCommit);
    const signup = await findSignup(trx, own.signup.id);
    if (!signup || signup.state === 'cancelled') return 'cancelled';
    await giveUp(trx, await signupsWith(trx, signup, ids), afterCommit);
    await promoteWaiting(trx, ids, afterCommit);
    await record?.(trx);
    return 'cancelled';
  });
}

/** Places of dates that are held; whoever calls it gives what becomes free to those who wait. `givenBack`: not by their people. */
export async function giveUp(
  trx: Database,
  signups: SignupRow[],
  afterCommit: AfterCommit,
  { givenBack = false } = {},
): Promise<void> {
  for (const signup of signups) {
    await endSignup(trx, signup.id, { givenBack });
    await release(trx, signup);
    await leaveRoom(trx, signup, afterCommit);
  }
}

/** The counters of a date without this sign-up; its row must be locked. */
export const release = (trx: Database, { occurrenceId, state, partySize }: SignupRow) =>
  changeCounters(trx, occurrenceId, state === 'waiting' ? { waiting: -1 } : { taken: -partySize });

/** Whoever gave the place up reads and writes no more in the room it led to. */
async function leaveRoom(
  trx: Database,
  { occurrenceId, pseudonym }: SignupRow,
  afterCommit: AfterCommit,
): Promise<void> {
  const room = await roomOfOccurrence(trx, occurrenceId);
  if (room) await withdrawMember(trx, room.id, { pseudonym }, afterCommit);
}

export type DetailsInput = z.input<typeof changeInput>;
export type Changed = 'changed' | 'not_found' | 'closed' | 'full' | { problems: Problems };

/** Another name, way, message or number of people; more people only where there are places for all of them. */
export async function changeSignup(
  viewer: ParticipantViewer,
  signupId: string,
  input: DetailsInput,
): Promise<Changed> {
  const own = await findOwnSignup(viewer, signupId);
  return own ? changeFound(own, input) : 'not_found';
}

export async function changeFound(
  own: FoundSignup,
  input: DetailsInput,
  record?: Recording,
): Promise<Changed> {
  const parsed = changeInput.safeParse(input);
  if (!parsed.success) return { problems: problemsOf(parsed.error) };
  const { answers, ...details } = parsed.data;
  const refusal = refusalOf(own.occurrence, parsed.data);
  if (refusal) return refusal;
  return inTransaction(async (trx, afterCommit) => {
    const ids = await datesWith(trx, own.occurrence);
    const held = await lockSeated(trx, ids, afterCommit);
    const signup = await findSignup(trx, own.signup.id);
    if (!signup || signup.state === 'cancelled') return 'not_found';
    const all = await signupsWith(trx, signup, ids);
    const more = (one: SignupRow) =>
      one.state === 'confirmed' ? details.partySize - one.partySize : 0;
    if (all.some((one) => more(one) > freeAt(held, one))) return 'full';
    for (const one of all) {
      await updateSignup(trx, one.id, details);
      if (answers) await answerAnew(trx, one.id, own.occurrence, answers);
      if (more(one) !== 0) await changeCounters(trx, one.occurrenceId, { taken: more(one) });
    }
    await promoteWaiting(trx, ids, afterCommit);
    await record?.(trx);
    return 'changed';
  });
}

async function answerAnew(
  trx: Database,
  signupId: string,
  { questions }: OccurrenceDetail,
  answers: Answer[],
): Promise<void> {
  const asked = questions.map(({ text }) => text);
  await deleteAnswersTo(trx, signupId, asked);
  await insertAnswers(trx, [{ signupId, answers }]);
}

function refusalOf(
  occurrence: OccurrenceDetail,
  { partySize, way, answers = [] }: Details & { answers?: Answer[] | undefined },
) {
  const { capacity } = occurrence;
  if (occurrence.state === 'cancelled' || occurrence.endsAt <= now()) return 'closed';
  if (capacity !== null && partySize > capacity)
    return { problems: { partySize: 'party_too_large' } } as const;
  if (!waysOf(occurrence).includes(way)) return { problems: { way: 'way_unknown' } } as const;
  const amiss = amissIn(answers, occurrence.questions);
  if (amiss) return { problems: { answers: amiss } };
  return undefined;
}

/** Wherever places are free though somebody waits: none is while all who free places promote at once; the clock looks. */
export async function promoteWhereFree(): Promise<void> {
  await eachAlone(await listWaitedForAndFree(db, now()), 'free places', (id) =>
    inTransaction((trx, afterCommit) => promoteWaiting(trx, [id], afterCommit)),
  );
}

const freeAt = (held: Map<string, HeldOccurrence>, { occurrenceId }: SignupRow): number => {
  const occurrence = held.get(occurrenceId);
  return occurrence ? freeIn(occurrence) : 0;
};

/**
 * Gives what is free to those who wait, first in, first fitting, and tells the page's readers the counts. Whoever frees
 * or adds places calls it in the same transaction: a cancellation, a smaller party, `reviseSeries` with a raised capacity.
 */
export async function promoteWaiting(
  trx: Database,
  occurrenceIds: string[],
  afterCommit: AfterCommit,
): Promise<void> {
  // Who comes every time and has no place yet comes after who waits: they are seated by the next who asks, or the clock.
  const held = await lockForSignUp(trx, await withTheirs(trx, occurrenceIds));
  for (const [first, ...others] of groupsOf(held.values())) {
    if (!first) continue;
    if (others.length === 0) await promoteAt(trx, first, afterCommit);
    else await promoteTogether(trx, [first, ...others], afterCommit);
  }
}

async function promoteAt(
  trx: Database,
  occurrence: HeldOccurrence,
  afterCommit: AfterCommit,
): Promise<void> {
  const moving =
    occurrence.state === 'scheduled' && mayBePromoted(occurrence.promotionStopsAt, now());
  const promoted = moving
    ? promotions(await listWaiting(trx, occurrence.id), freeIn(occurrence))
    : [];
  for (const { id } of promoted) await confirmSignup(trx, id);
  const faces = promoted.map(({ pseudonym }) => pseudonym);
  await noticeFor(trx, faces, { before: occurrence.startsAt });
  const seats = promoted.reduce((sum, { partySize }) => sum + partySize, 0);
  const counted = await changeCounters(trx, occurrence.id, {
    taken: seats,
    waiting: -promoted.length,
  });
  afterCommit(() => announceSeats(counted));
}
