/** What every page with a sign-up form does with what was sent. */
import type { AccountViewer } from '#accounts';
import { organisationScope, type ParticipantViewer } from '#participants';
import { awaitNewcomer, phraseIsNoted } from '#participants/server';
import { deviceIsKeptOutAt, SITE } from '#rooms/server';
import { findEverPublicOccurrence } from '#schedule/server';
import type { KeptOut } from '../kept-out/kept-out.server.ts';
import { now } from '#platform/clock';
import { textOf } from '#platform/form';
import { changeSignup, type DetailsInput } from '../change.server.ts';
import { formDueAt, newFormToken } from './form-token.server.ts';
import type { RefusedSignUp, SignupId } from '../index.ts';
import {
  signUpInput,
  typedIn,
  type Problems,
  type SignUpInput,
  type SignUpTyped,
} from './input.ts';
import { signUp, type SignedUp } from '../sign-up.server.ts';
import { changeByPhone, enterByPhone, type Asked } from '../staff/phone-entry.server.ts';
import type { Refusal } from '../words.ts';

/**
 * Signs up from a posted form. On `refused` answer with its status and hand it back to `SignUpForm`: nothing typed is lost.
 * Else set the cookie, if any, in place of the one there was, and redirect to the receipt. Somebody else at the same device
 * is a person of their own, whom nothing ties to the former.
 */
export async function takeSignUp(
  viewer: ParticipantViewer | null,
  occurrenceId: string,
  form: FormData,
  from: { address: string; cookies?: string | undefined },
): Promise<SignedUp | { refused: RefusedSignUp }> {
  const receivedAt = now();
  const input = inputOf(form, occurrenceId);
  const as = textOf(form, 'as');
  const another = as === 'other' || as === 'other_sure';
  // Nobody loses their way back to what they signed up for by another's press, unless that is said once more.
  if (viewer && as === 'other' && !(await phraseIsNoted(viewer)))
    return refusedOf(form, 'former_unnoted');
  const keptOut = viewer ? undefined : await deviceKeptOut(from.cookies, occurrenceId);
  if (keptOut) return refusedOf(form, keptOut);
  const person = another ? null : viewer;
  if (!person && signUpInput.safeParse(input).success && formDueAt(input.formToken, receivedAt))
    await awaitNewcomer(from.address, { token: input.formToken, proof: textOf(form, 'proof') });
  const outcome = await signUp(person, input, receivedAt);
  return typeof outcome === 'object' && 'receipt' in outcome ? outcome : refusedOf(form, outcome);
}

/** At a device whose person erased everything while they were kept out there. */
async function deviceKeptOut(
  cookies: string | undefined,
  occurrenceId: string,
): Promise<KeptOut | undefined> {
  const places = await deviceIsKeptOutAt(cookies);
  if (places.size === 0) return undefined;
  if (places.has(SITE)) return 'barred';
  const occurrence = await findEverPublicOccurrence(occurrenceId);
  const isOut = occurrence && places.has(organisationScope(occurrence.organisationId));
  return isOut ? 'banned' : undefined;
}

/** The same form in the hands of staff, for somebody on the phone. */
export async function takeEntry(
  viewer: AccountViewer,
  occurrenceId: string,
  form: FormData,
): Promise<{ entered: SignupId } | { refused: RefusedSignUp }> {
  const talked = textOf(form, 'talked') !== '';
  const outcome = await enterByPhone(viewer, { ...inputOf(form, occurrenceId), talked });
  return typeof outcome === 'object' && 'entered' in outcome ? outcome : refusedOf(form, outcome);
}

function inputOf(form: FormData, occurrenceId: string): SignUpInput {
  const typed = typedIn(form);
  // Checked by the verb's own schema.
  return { ...typed, way: typed.way as 'text', formToken: textOf(form, 'formToken'), occurrenceId };
}

function refusedOf(form: FormData, outcome: { problems: Problems } | Refusal) {
  const fresh = { typed: typedIn(form), formToken: newFormToken() };
  if (typeof outcome === 'object')
    return { refused: { ...fresh, status: 422, problems: outcome.problems } };
  return { refused: { ...fresh, status: STATUS[outcome], refusal: outcome } };
}

const STATUS = {
  form_expired: 422,
  not_found: 404,
  not_yet: 409,
  closed: 409,
  enough: 409,
  ask: 409,
  banned: 409,
  barred: 409,
  former_unnoted: 409,
} as const;

/** A change that was not taken, with all that was typed. */
export interface RefusedChange<Why = 'full' | 'closed' | 'not_found'> {
  typed: SignUpTyped;
  problems?: Problems;
  why?: Why;
}

/** Changes the viewer's own sign-up from a posted form. */
export async function takeChange(
  viewer: ParticipantViewer,
  signupId: string,
  form: FormData,
): Promise<'changed' | RefusedChange> {
  return taken(form, (input) => changeSignup(viewer, signupId, input));
}

/** Changes what staff entered for somebody on the phone, from a posted form. */
export const takeChangeByPhone = (
  viewer: AccountViewer,
  asked: Asked,
  form: FormData,
): Promise<'changed' | RefusedChange<'full' | 'closed' | 'not_found' | 'theirs'>> =>
  taken(form, (input) => changeByPhone(viewer, asked, input));

async function taken<Why extends string>(
  form: FormData,
  change: (input: DetailsInput) => Promise<'changed' | { problems: Problems } | Why>,
): Promise<'changed' | RefusedChange<Exclude<Why, 'changed'>>> {
  const typed = typedIn(form);
  const outcome = await change({ ...typed, way: typed.way as 'text' });
  if (outcome === 'changed') return 'changed';
  if (typeof outcome === 'object') return { typed, ...outcome };
  return { typed, why: outcome as Exclude<Why, 'changed'> };
}
