/** What a person sees of their own sign-ups. */
import type { DateHeld } from '#schedule';
import { datesHeld, meetingLinksOf } from '#schedule/server';
import { organisationScope, type ParticipantViewer } from '#participants';
import { barredFaces, derivedPseudonym, pseudonymsOf } from '#participants/server';
import { barredAt } from '#rooms/server';
import { askedForCode } from '../room/codes.server.ts';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { isId } from '#platform/id';
import { answersOf } from '../form/answer-queries.server.ts';
import { newsOf } from '../news/date-news.ts';
import type { KeptOutBy, Receipt, SignupId } from '../index.ts';
import { mayTakeFree, meetingIsOn, meetsElsewhere, roomOpensAt, waysOf } from '../places.ts';
import { findSignup, listPositions, listSignupsOf, type SignupRow } from '../queries.server.ts';

/** Undefined for anybody else's sign-up, as for none. */
export async function receiptOf(
  viewer: ParticipantViewer,
  signupId: string,
): Promise<Receipt | undefined> {
  const signup = isId(signupId) ? await findSignup(db, signupId) : undefined;
  const [receipt] = signup ? await receiptsOf([signup]) : [];
  if (!signup || !receipt) return;
  const face = derivedPseudonym(viewer, organisationScope(receipt.occurrence.organisationId));
  return signup.pseudonym === face ? receipt : undefined;
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

interface Held {
  signup: SignupRow;
  date: DateHeld;
}

/** One after the other, so that nobody takes more than one connection: the same few questions for one as for a hundred. */
export async function receiptsOf(signups: SignupRow[]): Promise<Receipt[]> {
  const dates = await datesHeld(signups.map(({ occurrenceId }) => occurrenceId));
  const held = signups.flatMap((signup): Held[] => {
    const date = dates.get(signup.occurrenceId);
    return date ? [{ signup, date }] : [];
  });
  const answers = await answersOf(held.map(({ signup }) => signup.id));
  const positions = await positionsOf(held);
  const barred = await barredAt(db, withRoom(held));
  const asked = await askedForCode(db, withRoom(held));
  const shut = (one: Held) => barred.has(one.signup) || asked.has(one.signup);
  const meeting = new Set(held.filter((one) => !shut(one) && meetsNow(one)));
  const by = await keptOutBy(held);
  const links = await meetingLinksOf([...meeting].map(({ date }) => date.id));
  return held.map((one) => ({
    ...factsOf(one),
    position: positions.get(one.signup.id) ?? null,
    keptOut: barred.has(one.signup),
    needsCode: asked.has(one.signup),
    givenBack: by.get(one.signup.id) ?? null,
    answers: answers.get(one.signup.id) ?? [],
    meetingUrl: (meeting.has(one) && links.get(one.date.id)) || null,
  }));
}

const factsOf = ({ signup, date }: Held) => ({
  id: signup.id,
  occurrence: date,
  nickname: signup.nickname,
  partySize: signup.partySize,
  way: signup.way,
  message: signup.message,
  state: signup.state,
  promotionStopsAt: date.promotionStopsAt,
  mayTakeFree: signup.state === 'waiting' && mayTakeFree(date, signup.partySize, now()),
  hasRoom: date.hasRoom,
  together: date.allDates,
  questions: date.questions,
  sequence: date.sequence,
  news: newsOf(signup, date, now()),
  roomOpensAt: roomOpensAt(date.startsAt),
});

/** Of those given back, whom their people can ask: the operator where it keeps them out everywhere, else the organisation. */
async function keptOutBy(held: Held[]): Promise<Map<SignupId, KeptOutBy>> {
  const givenBack = held.map(({ signup }) => signup).filter((signup) => signup.givenBack);
  const faces = givenBack.map(({ pseudonym }) => pseudonym);
  const barred = faces.length > 0 ? await barredFaces(db, faces) : new Set();
  return new Map(
    givenBack.map(({ id, pseudonym }) => [id, barred.has(pseudonym) ? 'site' : 'organisation']),
  );
}

const positionsOf = (held: Held[]): Promise<Map<SignupId, number>> =>
  listPositions(
    db,
    held.filter(({ signup }) => signup.state === 'waiting').map(({ signup }) => signup.id),
  );

const withRoom = (held: Held[]): SignupRow[] =>
  held.filter(({ date }) => date.hasRoom).map(({ signup }) => signup);

/** For who is confirmed and chose voice or picture, while the door is open. */
const meetsNow = ({ signup: { state, way }, date }: Held): boolean =>
  state === 'confirmed' &&
  date.state === 'scheduled' &&
  meetsElsewhere(way) &&
  waysOf(date).includes(way) &&
  meetingIsOn(date, now());
