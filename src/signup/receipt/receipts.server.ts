/** What a person sees of their own sign-ups. */
import type { OccurrenceDetail } from '#schedule';
import { findEverPublicOccurrence, meetingLinkOf, withoutAccount } from '#schedule/server';
import { organisationScope, type ParticipantViewer, type Pseudonym } from '#participants';
import { derivedPseudonym, pseudonymsOf } from '#participants/server';
import { isBarred } from '#rooms/server';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { answersOf } from '../form/answer-queries.server.ts';
import { findOwnSignup } from '../change.server.ts';
import { newsOf } from '../news/date-news.ts';
import type { Receipt } from '../index.ts';
import { meetingIsOn, meetsElsewhere, positionIn, roomOpensAt, waysOf } from '../places.ts';
import { findLiveSignup, listSignupsOf, listWaiting, type SignupRow } from '../queries.server.ts';

/** Undefined for anybody else's sign-up, as for none. */
export async function receiptOf(
  viewer: ParticipantViewer,
  signupId: string,
): Promise<Receipt | undefined> {
  const own = await findOwnSignup(viewer, signupId);
  return own && receipt(own.signup, own.occurrence);
}

/** Coming ones first to come first, then what is over or was cancelled, latest first. */
export async function mySignups(
  viewer: ParticipantViewer,
): Promise<{ coming: Receipt[]; past: Receipt[] }> {
  const faces = (await pseudonymsOf(viewer)).map(({ pseudonym }) => pseudonym);
  const known = (await receiptsOf(await listSignupsOf(db, faces))).sort(
    (a, b) => +a.occurrence.startsAt - +b.occurrence.startsAt,
  );
  const isComing = ({ state, occurrence }: Receipt) =>
    state !== 'cancelled' && occurrence.endsAt > now();
  return {
    coming: known.filter(isComing),
    past: known.filter((found) => !isComing(found)).reverse(),
  };
}

/** What a confirmed person enters a room with; undefined while waiting, after cancelling, and for strangers. */
export async function confirmedSignup(
  viewer: ParticipantViewer,
  occurrenceId: string,
): Promise<{ pseudonym: Pseudonym; nickname: string } | undefined> {
  const occurrence = await findEverPublicOccurrence(occurrenceId);
  if (!occurrence) return;
  const face = derivedPseudonym(viewer, organisationScope(occurrence.organisationId));
  const signup = await findLiveSignup(db, occurrence.id, face);
  return signup?.state === 'confirmed' ? { pseudonym: face, nickname: signup.nickname } : undefined;
}

const AT_ONCE = 4;

/** A few at a time: whoever holds places at a thousand dates keeps nobody else waiting for a connection. */
async function receiptsOf(signups: SignupRow[]): Promise<Receipt[]> {
  const found: (Receipt | undefined)[] = [];
  for (let n = 0; n < signups.length; n += AT_ONCE)
    found.push(...(await Promise.all(signups.slice(n, n + AT_ONCE).map(withOccurrence))));
  return found.filter((one) => one !== undefined);
}

async function withOccurrence(signup: SignupRow): Promise<Receipt | undefined> {
  const occurrence = await findEverPublicOccurrence(signup.occurrenceId);
  return occurrence && receipt(signup, occurrence);
}

export async function receipt(signup: SignupRow, occurrence: OccurrenceDetail): Promise<Receipt> {
  const { id, nickname, partySize, way, message, state } = signup;
  const keptOut = occurrence.hasRoom && (await isBarred(db, occurrence.id, signup));
  return {
    id,
    occurrence: withoutAccount(occurrence),
    nickname,
    partySize,
    way,
    message,
    state,
    position: state === 'waiting' ? await positionOf(signup) : null,
    promotionStopsAt: occurrence.promotionStopsAt,
    hasRoom: occurrence.hasRoom,
    keptOut,
    together: occurrence.allDates,
    questions: occurrence.questions,
    answers: (await answersOf([id])).get(id) ?? [],
    sequence: occurrence.sequence,
    news: newsOf(signup, occurrence, now()),
    roomOpensAt: roomOpensAt(occurrence.startsAt),
    meetingUrl: keptOut ? null : await meetingUrlOf(signup, occurrence),
  };
}

async function meetingUrlOf(
  { state, way }: SignupRow,
  occurrence: OccurrenceDetail,
): Promise<string | null> {
  const meets = meetsElsewhere(way) && waysOf(occurrence).includes(way);
  const held = state === 'confirmed' && occurrence.state === 'scheduled';
  if (!held || !meets || !meetingIsOn(occurrence, now())) return null;
  return meetingLinkOf(occurrence.id);
}

async function positionOf({ occurrenceId, queueNo }: SignupRow): Promise<number> {
  const queue = await listWaiting(db, occurrenceId);
  return positionIn(
    queue.map((waiting) => waiting.queueNo),
    queueNo,
  );
}
