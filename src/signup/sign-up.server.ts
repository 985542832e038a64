/** A nickname, nothing else, for a place under capacity. */
import type { ParticipantViewer } from '#participants';
import { newPerson, saysPersonGone, startSession } from '#participants/server';
import { now } from '#platform/clock';
import type { SessionCookie } from '#platform/cookies';
import { blamesData } from '#platform/db';
import { gather } from '#platform/gather';
import { isId } from '#platform/id';
import { questionsAt } from '#schedule/server';
import { amissIn } from './form/answers.ts';
import { bookTogether, type Booked, type Booking, type BookingRefusal } from './booking.server.ts';
import { formDueAt, formHash } from './form/form-token.server.ts';
import { bookSeries } from './series/every-date.server.ts';
import type { SignupId } from './index.ts';
import { problemsOf, signUpInput, type Problems, type SignUpInput } from './form/input.ts';

/** The receipt's id; the cookie to set where the act made a person or a double tap lost theirs. */
export interface SignedUp {
  receipt: SignupId;
  cookie?: SessionCookie;
}
/** `form_expired`: the form stood open for more than ten minutes, or its person is gone since; a new one will do. */
export type SignUpRefusal = 'form_expired' | BookingRefusal;

/**
 * Places for the viewer, or for a new anonymous person. The same form sent twice, even without a cookie,
 * and the same person asking twice both get the one receipt there is.
 */
export async function signUp(
  viewer: ParticipantViewer | null,
  input: SignUpInput,
  receivedAt = now(),
): Promise<SignedUp | { problems: Problems } | SignUpRefusal> {
  const form = readForm(input, receivedAt);
  if (typeof form === 'string' || 'problems' in form) return form;
  if (viewer) return signUpKnown(viewer, form);
  const made = newPerson();
  const booked = await book({ ...form, person: made.viewer, newPerson: made });
  return signedUp(made.viewer, booked, made.cookie);
}

/** Whoever erases everything meanwhile, in another tab perhaps, is somebody new with the next form. */
async function signUpKnown(viewer: ParticipantViewer, form: Omit<Booking, 'person'>) {
  try {
    return await signedUp(viewer, await book({ ...form, person: viewer }));
  } catch (error) {
    if (saysPersonGone(error)) return 'form_expired';
    throw error;
  }
}

/** A form of ours in time, and nothing amiss in it. */
export function readForm(
  input: SignUpInput,
  receivedAt: Date,
): Omit<Booking, 'person'> | { problems: Problems } | 'form_expired' | 'not_found' {
  const parsed = signUpInput.safeParse(input);
  if (!parsed.success) return { problems: problemsOf(parsed.error) };
  const dueAt = formDueAt(parsed.data.formToken, receivedAt);
  if (!dueAt) return 'form_expired';
  if (!isId(parsed.data.occurrenceId)) return 'not_found';
  return { ...parsed.data, formHash: formHash(parsed.data), formDueAt: dueAt, receivedAt };
}

/**
 * Each occurrence has its lane, so that arrival decides. Few lanes: a transaction costs as much as half a dozen who are in
 * it, and a rush leaves connections to the pages. More than one: whoever holds a date's row holds up its lane.
 */
const LANES = 2;
const lanes = Array.from({ length: LANES }, () =>
  gather(bookTogether, { most: 100, blamesOne: blamesData }),
);

/** One at a time in its lane: a series holds all its dates meanwhile. */
const seriesLanes = Array.from({ length: LANES }, () =>
  gather((bookings: Booking[]) => Promise.all(bookings.map(bookSeries)), {
    most: 1,
    blamesOne: blamesData,
  }),
);

/** In its turn: sign-ups that come together are written together. */
export async function book(booking: Booking): Promise<Booked> {
  const amiss =
    booking.answers.length > 0 && amissIn(booking.answers, await questionsAt(booking.occurrenceId));
  if (amiss) return { problems: { answers: amiss } };
  const n = parseInt(booking.occurrenceId.slice(-4), 16) % LANES;
  const [lane, seriesLane] = [lanes[n], seriesLanes[n]];
  if (!lane || !seriesLane) throw new Error('an occurrence without a lane');
  const booked = booking.every ? 'all_dates' : await lane(booking);
  return booked === 'all_dates' ? seriesLane(booking) : booked;
}

async function signedUp(
  person: ParticipantViewer,
  booked: Booked,
  cookie?: SessionCookie,
): Promise<SignedUp | { problems: Problems } | BookingRefusal> {
  if (typeof booked === 'string' || 'problems' in booked) return booked;
  const { receipt, participantId } = booked;
  if (participantId === person.participantId) return cookie ? { receipt, cookie } : { receipt };
  return { receipt, cookie: (await startSession(participantId, 'this_browser_session')).cookie };
}
