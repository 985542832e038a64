/** A nickname, nothing else, for a place under capacity. */
import type { OccurrenceDetail } from '#schedule';
import { announceSeats, findOccurrence } from '#schedule/server';
import { organisationScope, type ParticipantId, type ParticipantViewer } from '#participants';
import {
  createParticipant,
  derivedPseudonym,
  pseudonymFor,
  startSession,
} from '#participants/server';
import { now } from '#platform/clock';
import type { SessionCookie } from '#platform/cookies';
import { brokenConstraint, db, inTransaction, type Database } from '#platform/db';
import { openSeal, seal } from '#platform/secrets';
import { formDueAt, formHash } from './form-token.server.ts';
import type { SignupId, SignupState } from './index.ts';
import {
  problemsOf,
  signUpInput,
  type Problems,
  type SignUpInput,
  type SignUpRequest,
} from './input.ts';
import { waysOf } from './places.ts';
import {
  findLiveSignup,
  findUsedForm,
  insertSignup,
  insertUsedForm,
  joinQueue,
  takePlaces,
  type Placed,
} from './queries.server.ts';

/** The receipt's id; the cookie to set where the act made a person or a double tap lost theirs. */
export interface SignedUp {
  receipt: SignupId;
  cookie?: SessionCookie;
}
/** `ask`: a first talk is needed. `form_expired`: the form stood open for more than ten minutes; a new one will do. */
export type SignUpRefusal = 'form_expired' | 'not_found' | 'not_yet' | 'closed' | 'ask';

/**
 * Places for the viewer, or for a new anonymous person. The same form sent twice, even without a cookie,
 * and the same person asking twice both get the one receipt there is.
 */
export async function signUp(
  viewer: ParticipantViewer | null,
  input: SignUpInput,
): Promise<SignedUp | { problems: Problems } | SignUpRefusal> {
  const parsed = signUpInput.safeParse(input);
  if (!parsed.success) return { problems: problemsOf(parsed.error) };
  const dueAt = formDueAt(parsed.data.formToken, now());
  if (!dueAt) return 'form_expired';
  const occurrence = await findOccurrence(parsed.data.occurrenceId);
  if (!occurrence) return 'not_found';
  const request = { ...parsed.data, occurrence, hash: formHash(parsed.data), dueAt };
  const already = await alreadySignedUp(viewer, request);
  if (already) return already;
  return refusalOf(request) ?? bookOnce(viewer, request);
}

interface Request extends SignUpRequest {
  occurrence: OccurrenceDetail;
  hash: Buffer;
  dueAt: Date;
}

async function alreadySignedUp(
  viewer: ParticipantViewer | null,
  request: Request,
): Promise<SignedUp | undefined> {
  const own = viewer && (await findLiveSignup(db, request.occurrenceId, ownFace(viewer, request)));
  if (own) return { receipt: own.id };
  const used = await findUsedForm(db, request.hash);
  if (!used) return;
  const receipt = used.signup_id as SignupId;
  const participantId = openSeal('seal', used.sealed_participant) as ParticipantId;
  if (viewer?.participantId === participantId) return { receipt };
  return { receipt, cookie: (await startSession(participantId, 'this_browser_session')).cookie };
}

const ownFace = (viewer: ParticipantViewer, { occurrence }: Request) =>
  derivedPseudonym(viewer, organisationScope(occurrence.organisationId));

function refusalOf({ occurrence, partySize, way }: Request) {
  const { signUp, capacity, format, kind } = occurrence;
  if (signUp === 'none') return 'not_found';
  if (signUp !== 'open' && signUp !== 'full') return signUp;
  if (capacity !== null && partySize > capacity) return refusedFor('partySize', 'party_too_large');
  const ways = waysOf(format, kind === 'peer_consultation');
  return ways.includes(way) ? undefined : refusedFor('way', 'way_unknown');
}

const refusedFor = (field: keyof Problems, problem: NonNullable<Problems[typeof field]>) => ({
  problems: { [field]: problem },
});

/** Two of the same at once: the constraints let one through, and the other finds it. */
async function bookOnce(
  viewer: ParticipantViewer | null,
  request: Request,
): Promise<SignedUp | 'closed'> {
  try {
    return await book(viewer, request);
  } catch (error) {
    if (!['used_forms_pkey', 'signups_once_a_person'].includes(brokenConstraint(error) ?? ''))
      throw error;
    const first = await alreadySignedUp(viewer, request);
    if (!first) throw error;
    return first;
  }
}

const book = (viewer: ParticipantViewer | null, request: Request): Promise<SignedUp | 'closed'> =>
  inTransaction(async (trx, afterCommit) => {
    const created = viewer ? undefined : await createParticipant(trx);
    const person = viewer ?? created?.viewer;
    if (!person) throw new Error('neither a viewer nor a new person');
    const scope = organisationScope(request.occurrence.organisationId);
    const pseudonym = await pseudonymFor(person, scope, trx);
    const placed = await placeOrQueue(trx, request);
    if (!placed) throw new Closed();
    const receipt = await insertSignup(trx, { ...request, ...placed, pseudonym, at: now() });
    await insertUsedForm(trx, {
      form_hash: request.hash,
      signup_id: receipt,
      sealed_participant: seal('seal', person.participantId),
      due_at: request.dueAt,
    });
    afterCommit(() => announceSeats(placed));
    return created ? { receipt, cookie: created.cookie } : { receipt };
  }).catch((error: unknown) => {
    if (error instanceof Closed) return 'closed';
    throw error;
  });

/** Cancelled while the form was on its way: nothing of the transaction stays, no person is made for nothing. */
class Closed extends Error {}

/** Neither answers only while places change hands between the two statements: then once more. */
async function placeOrQueue(
  trx: Database,
  { occurrenceId, partySize }: Request,
): Promise<(Placed & { state: SignupState }) | undefined> {
  for (let tries = 0; tries < 10; tries += 1) {
    const taken = await takePlaces(trx, occurrenceId, partySize);
    if (taken) return { ...taken, state: 'confirmed' };
    const queued = await joinQueue(trx, occurrenceId, partySize);
    if (queued) return { ...queued, state: 'waiting' };
  }
  return undefined;
}
