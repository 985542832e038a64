/** What every page with a sign-up form does with what was sent. */
import type { ParticipantViewer } from '#participants';
import { textOf } from '#platform/form';
import { changeSignup } from './change.server.ts';
import { newFormToken } from './form-token.server.ts';
import type { RefusedSignUp } from './index.ts';
import { typedIn, type Problems, type SignUpTyped } from './input.ts';
import { signUp, type SignedUp } from './sign-up.server.ts';

/**
 * Signs up from a posted form. On `refused` answer with its status and hand it back to `SignUpForm`: nothing typed is lost.
 * Else set the cookie, if any, and redirect to the receipt.
 */
export async function takeSignUp(
  viewer: ParticipantViewer | null,
  occurrenceId: string,
  form: FormData,
): Promise<SignedUp | { refused: RefusedSignUp }> {
  const typed = typedIn(form);
  const formToken = textOf(form, 'formToken');
  // Checked by the verb's own schema.
  const input = { ...typed, way: typed.way as 'text', formToken, occurrenceId };
  const outcome = await signUp(viewer, input);
  if (typeof outcome === 'object' && 'receipt' in outcome) return outcome;
  const fresh = { typed, formToken: newFormToken() };
  if (typeof outcome === 'object')
    return { refused: { ...fresh, status: 422, problems: outcome.problems } };
  return { refused: { ...fresh, status: STATUS[outcome], refusal: outcome } };
}

const STATUS = {
  form_expired: 422,
  not_found: 404,
  not_yet: 409,
  closed: 409,
  ask: 409,
  banned: 409,
} as const;

/** A change that was not taken, with all that was typed. */
export interface RefusedChange {
  typed: SignUpTyped;
  problems?: Problems;
  why?: 'full' | 'closed' | 'not_found';
}

/** Changes the viewer's own sign-up from a posted form. */
export async function takeChange(
  viewer: ParticipantViewer,
  signupId: string,
  form: FormData,
): Promise<'changed' | RefusedChange> {
  const typed = typedIn(form);
  const outcome = await changeSignup(viewer, signupId, { ...typed, way: typed.way as 'text' });
  if (outcome === 'changed') return outcome;
  return typeof outcome === 'object' ? { typed, ...outcome } : { typed, why: outcome };
}
