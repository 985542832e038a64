/**
 * Sign-ups by telephone: the same places and the same queue, entered by staff for somebody who is not here. The person has no
 * device; a slip with six words is their way back, and once they have come staff act for them no more.
 */
import type { AccountViewer } from '#accounts';
import { organisationScope } from '#participants';
import {
  absentPerson,
  derivedPseudonym,
  isKeptByStaff,
  printedWords,
  printPhrase,
} from '#participants/server';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { isId } from '#platform/id';
import {
  cancelFound,
  changeFound,
  type Changed,
  type DetailsInput,
  type FoundSignup,
  type Recording,
} from '../change.server.ts';
import type { DatesBeside, Receipt, SignupId } from '../index.ts';
import type { Problems, SignUpInput } from '../form/input.ts';
import { findOwnDate, recordOnDate, refuseDate } from '../own-date.server.ts';
import { mayEnterByPhone } from '../privacy.ts';
import { findSignup } from '../queries.server.ts';
import { datesBesideOf } from '../receipt/dates-beside.server.ts';
import { receiptsOf } from '../receipt/receipts.server.ts';
import { findCode } from '../room/code-queries.server.ts';
import { book, readForm, type SignUpRefusal } from '../sign-up.server.ts';

/** `talked`: a first talk, where one is asked for, was had on the phone. The same form sent twice is one sign-up. */
export async function enterByPhone(
  viewer: AccountViewer,
  { talked, ...input }: SignUpInput & { talked: boolean },
): Promise<{ entered: SignupId } | { problems: Problems } | SignUpRefusal> {
  const receivedAt = now();
  const date = await findOwnDate(viewer, input.occurrenceId, OWN);
  if (date === 'not_found') return date;
  const form = readForm(input, receivedAt);
  if (typeof form === 'string' || 'problems' in form) return form;
  const made = absentPerson();
  const byPhone = { viewer, talked };
  const booked = await book({ ...form, person: made.viewer, newPerson: made, byPhone });
  if (typeof booked === 'string' || 'problems' in booked) return booked;
  if (booked.participantId === made.viewer.participantId)
    await printPhrase(derivedPseudonym(made.viewer, organisationScope(date.organisationId)));
  return { entered: booked.receipt };
}

/** What staff hold of somebody who phoned. */
export interface Slip {
  receipt: Receipt;
  beside: DatesBeside | undefined;
  /** Right after they were made, to be printed; later only new ones can be. */
  words: string[] | null;
  /** The number they are asked for at the room, where its host wants one. */
  roomCode: string | null;
  /** False once the person has come themselves: then everything is theirs alone. */
  kept: boolean;
}

/** Of a sign-up that staff entered; one that a person made themselves is none. */
export async function slipOf(viewer: AccountViewer, asked: Asked): Promise<Slip | 'not_found'> {
  const found = await findEntered(viewer, asked);
  if (found === 'not_found') return found;
  const { pseudonym } = found.signup;
  const [entered] = await receiptsOf([found.signup]);
  if (!entered) return 'not_found';
  return {
    receipt: entered,
    beside: await datesBesideOf(pseudonym, entered),
    words: (await printedWords(pseudonym)) ?? null,
    roomCode: await findCode(db, found.occurrence.id),
    kept: await isKeptByStaff(pseudonym),
  };
}

/** `theirs`: the person has come back since, and nobody else makes words for them. */
export async function reprintSlip(
  viewer: AccountViewer,
  asked: Asked,
): Promise<'printed' | 'theirs' | 'busy' | 'not_found'> {
  const found = await findEntered(viewer, asked);
  if (found === 'not_found') return found;
  return printPhrase(found.signup.pseudonym, recording(viewer, found, 'signup.reprinted'));
}

/** On the phone once more; nothing where the person has come themselves. */
export async function cancelByPhone(
  viewer: AccountViewer,
  asked: Asked,
): Promise<'cancelled' | 'over' | 'theirs' | 'not_found'> {
  const found = await findKept(viewer, asked);
  if (typeof found === 'string') return found;
  return cancelFound(found, recording(viewer, found, 'signup.cancelled_by_phone'));
}

/** Likewise. */
export async function changeByPhone(
  viewer: AccountViewer,
  asked: Asked,
  input: DetailsInput,
): Promise<Changed | 'theirs'> {
  const found = await findKept(viewer, asked);
  if (typeof found === 'string') return found;
  return changeFound(found, input, recording(viewer, found, 'signup.changed_by_phone'));
}

/** A sign-up on the page of one date. */
export interface Asked {
  occurrenceId: string;
  signupId: string;
}

const OWN = { may: mayEnterByPhone, refused: 'signup.refused' };

async function findEntered(
  viewer: AccountViewer,
  { occurrenceId, signupId }: Asked,
): Promise<FoundSignup | 'not_found'> {
  const date = await findOwnDate(viewer, occurrenceId, OWN);
  if (date === 'not_found') return date;
  const signup = isId(signupId) ? await findSignup(db, signupId) : undefined;
  if (signup?.occurrenceId !== date.id) return 'not_found';
  return signup.byPhone ? { signup, occurrence: date } : refuseDate(viewer, date, OWN.refused);
}

async function findKept(
  viewer: AccountViewer,
  asked: Asked,
): Promise<FoundSignup | 'theirs' | 'not_found'> {
  const found = await findEntered(viewer, asked);
  if (found === 'not_found') return found;
  return (await isKeptByStaff(found.signup.pseudonym)) ? found : 'theirs';
}

const recording =
  (viewer: AccountViewer, { occurrence }: FoundSignup, act: string): Recording =>
  (trx) =>
    recordOnDate(viewer, occurrence, act, trx);
