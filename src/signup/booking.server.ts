/**
 * Sign-ups that came together, in one transaction. The occurrences' rows are held from the first statement on: places go
 * in the order of arrival, and what is found standing (the same form, the same person) cannot change meanwhile.
 */
import { randomUUID } from 'node:crypto';
import type { AccountViewer } from '#accounts';
import { recordAct } from '#organisations/server';
import { announceSeats, type HeldOccurrence } from '#schedule/server';
import { tellSupporters } from './news/notices.server.ts';
import {
  organisationScope,
  type ParticipantId,
  type ParticipantViewer,
  type Pseudonym,
} from '#participants';
import {
  appearing,
  derivedPseudonym,
  participantsBehind,
  type AbsentPerson,
  type NewPerson,
} from '#participants/server';
import { now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import { insertAnswers } from './form/answer-queries.server.ts';
import { keptOutAmong, type KeptOut } from './kept-out/kept-out.server.ts';
import { facesTalkedWith, insertFirstTalk } from './first-talk/first-talk-queries.server.ts';
import type { SignupId } from './index.ts';
import type { Problems, SignUpRequest } from './form/input.ts';
import { noPlaceFor, seat, waysOf, type Seat } from './places.ts';
import { repeatsAmong, type RepeatsHeld } from './repeats/repeats.server.ts';
import { lockSeated } from './series/standing.server.ts';
import { insertBooked, listLiveOf, listUsedForms } from './queries.server.ts';

export interface Booking extends SignUpRequest {
  person: ParticipantViewer;
  /** Where this is the person's first act. */
  newPerson?: NewPerson | AbsentPerson;
  /** Entered by staff for somebody on the phone. */
  byPhone?: { viewer: AccountViewer; talked: boolean } | undefined;
  formHash: Buffer;
  formDueAt: Date;
  /** When the form was here, whole: sign-up was open then or it was not, however long it waits for its turn. */
  receivedAt: Date;
}

/** The sign-up that stands, and whose it is: a form sent again without its cookie comes from "somebody else". */
export interface Standing {
  receipt: SignupId;
  participantId: ParticipantId;
}

/** `enough`: they hold as many of a consultation's slots as it lets one person hold; `ask`: a first talk is needed; `banned`: this organisation keeps them out; `barred`: the operator does. */
export type BookingRefusal = 'not_found' | 'not_yet' | 'closed' | 'ask' | 'enough' | KeptOut;
/** `all_dates`: it is one of several that belong together, which `bookSeries` books. */
export type BookedHere = Booked | 'all_dates';
export type Booked = Standing | { problems: Problems } | BookingRefusal;

/** An answer for each, in order. */
export const bookTogether = (bookings: Booking[]): Promise<BookedHere[]> =>
  inTransaction(async (trx, afterCommit) => {
    const ids = [...new Set(bookings.map((b) => b.occurrenceId))];
    const held = await lockSeated(trx, ids, afterCommit);
    const entries = bookings.map((booking) => entryOf(booking, held.get(booking.occurrenceId)));
    const talked = await talkedAmong(trx, entries);
    const keptOut = await keptOutAmong(trx, entries.filter(isEntry));
    const repeats = await repeatsAmong(trx, entries.filter(isEntry));
    const standing = await standingOf(trx, entries);
    const { answers, seated } = settle(entries, standing, { talked, keptOut, repeats });
    if (seated.length === 0) return answers;
    await write(trx, seated);
    await tellSupporters(trx, seated);
    for (const occurrence of occurrencesOf(seated)) afterCommit(() => announceSeats(occurrence));
    return answers;
  });

export interface Entry extends Booking {
  occurrence: HeldOccurrence;
  face: Pseudonym;
}

export const entryOf = (booking: Booking, occurrence?: HeldOccurrence): Entry | undefined =>
  occurrence && {
    ...booking,
    occurrence,
    face: derivedPseudonym(booking.person, organisationScope(occurrence.organisationId)),
  };

export const isEntry = (entry: Entry | undefined): entry is Entry => entry !== undefined;

const personKey = (occurrenceId: string, face: Pseudonym) => `${occurrenceId} ${face}`;
const formKey = (hash: Buffer) => hash.toString('base64');
export const keysOf = ({ occurrence, face, formHash }: Entry) => [
  personKey(occurrence.id, face),
  formKey(formHash),
];

export async function standingOf(
  trx: Database,
  asked: (Entry | undefined)[],
): Promise<Map<string, Standing>> {
  const entries = asked.filter(isEntry);
  const standing = new Map<string, Standing>();
  const forms = await listUsedForms(
    trx,
    entries.map(({ formHash }) => formHash),
  );
  const behind = await participantsBehind(
    forms.map(({ face }) => face),
    trx,
  );
  for (const { formHash, receipt, face } of forms) {
    const participantId = behind.get(face);
    if (participantId) standing.set(formKey(formHash), { receipt, participantId });
  }
  const known = new Map(
    entries.filter(({ newPerson }) => !newPerson).map((e) => [e.face, e.person.participantId]),
  );
  const dates = entries.map(({ occurrence }) => occurrence.id);
  const own = known.size > 0 ? await listLiveOf(trx, [...known.keys()], dates) : [];
  for (const { id, occurrenceId, pseudonym } of own) {
    const participantId = known.get(pseudonym);
    if (participantId)
      standing.set(personKey(occurrenceId, pseudonym), { receipt: id, participantId });
  }
  return standing;
}

/** Who of those at dates that ask for a first talk has had it. */
export async function talkedAmong(
  trx: Database,
  entries: (Entry | undefined)[],
): Promise<Set<Pseudonym>> {
  const asked = entries
    .filter(isEntry)
    .filter(({ occurrence, receivedAt }) => occurrence.signUpAt(receivedAt).signUp === 'ask');
  const faces = asked.map(({ face }) => face);
  return faces.length > 0 ? facesTalkedWith(faces, trx) : new Set();
}

export type Seated = Entry & Seat & { receipt: SignupId };

/** What else is known of those who come. */
interface Known {
  talked: Set<Pseudonym>;
  keptOut: Map<Pseudonym, KeptOut>;
  repeats: RepeatsHeld;
}

/** Adds to `standing` what is seated: the same form twice among them is one sign-up. */
function settle(
  entries: (Entry | undefined)[],
  standing: Map<string, Standing>,
  { talked, keptOut, repeats }: Known,
) {
  const seated: Seated[] = [];
  const answers = entries.map((entry): BookedHere => {
    if (!entry) return 'not_found';
    if (entry.occurrence.allDates) return 'all_dates';
    const keys = keysOf(entry);
    const already = keys.map((key) => standing.get(key)).find((one) => one !== undefined);
    const hasTalked = talked.has(entry.face) || entry.byPhone?.talked === true;
    const enough = repeats.hasEnough(entry) ? 'enough' : undefined;
    const settled = already ?? keptOut.get(entry.face) ?? refusalOf(entry, hasTalked) ?? enough;
    if (settled) return settled;
    const receipt = randomUUID() as SignupId;
    const own = { receipt, participantId: entry.person.participantId };
    for (const key of keys) standing.set(key, own);
    repeats.add(entry);
    seated.push({ ...entry, ...seat(entry.occurrence, entry.partySize), receipt });
    return own;
  });
  return { answers, seated };
}

export function refusalOf({ occurrence, partySize, way, receivedAt }: Entry, talked: boolean) {
  const stood = occurrence.signUpAt(receivedAt);
  const signUp = talked ? stood.signUpAfterTalk : stood.signUp;
  if (signUp === 'none') return 'not_found';
  if (signUp !== 'open' && signUp !== 'full') return signUp;
  const lacking = noPlaceFor(occurrence, partySize, receivedAt);
  if (lacking) return lacking === 'closed' ? lacking : refusedFor('partySize', lacking);
  return waysOf(occurrence).includes(way) ? undefined : refusedFor('way', 'way_unknown');
}

const refusedFor = (field: keyof Problems, problem: NonNullable<Problems[typeof field]>) => ({
  problems: { [field]: problem },
});

const occurrencesOf = (seated: Seated[]) => new Set(seated.map(({ occurrence }) => occurrence));

/** `acts`: those that were asked for by a form, one a person; the others come with them. */
export async function write(trx: Database, seated: Seated[], acts = seated): Promise<void> {
  const at = now();
  await insertBooked(trx, {
    people: appearing(
      acts.map(({ person, newPerson, occurrence }) => ({
        person: newPerson ?? person,
        scope: organisationScope(occurrence.organisationId),
      })),
    ),
    occurrences: [...occurrencesOf(seated)],
    signups: seated.map((one) => ({
      id: one.receipt,
      occurrence_id: one.occurrence.id,
      pseudonym: one.face,
      nickname: one.nickname,
      party_size: one.partySize,
      way: one.way,
      message: one.message,
      state: one.state,
      queue_no: one.queueNo,
      seen_sequence: one.occurrence.sequence,
      by_phone: one.byPhone !== undefined,
      created_at: at,
    })),
    forms: acts.map((one) => ({
      form_hash: one.formHash,
      signup_id: one.receipt,
      due_at: one.formDueAt,
    })),
  });
  await insertAnswers(
    trx,
    seated.map(({ receipt, answers }) => ({ signupId: receipt, answers })),
  );
  for (const { byPhone, occurrence, face } of acts)
    if (byPhone) await noteEntered(trx, byPhone, { ...occurrence, face });
}

/** In the organisation's log, without a word of the person; a talk that was had on the phone is had. */
async function noteEntered(
  trx: Database,
  { viewer, talked }: NonNullable<Booking['byPhone']>,
  { id, organisationId, face }: Pick<HeldOccurrence, 'id' | 'organisationId'> & { face: Pseudonym },
): Promise<void> {
  const subject = `occurrence:${id}`;
  await recordAct(viewer, { organisationId, act: 'signup.entered', subject }, trx);
  if (talked) await insertFirstTalk(trx, face);
}
