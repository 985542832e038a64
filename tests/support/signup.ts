/** Sign-ups as tests make them. */
import { newFormToken, signUp } from '#signup/server';
import type { SignUpInput, SignupId } from '#signup';
import type { ParticipantViewer } from '#participants';
import type { SessionCookie } from '#platform/cookies';
import { identifyParticipant } from '#participants/server';

export const filledForm = (occurrenceId: string, over: Partial<SignUpInput> = {}): SignUpInput => ({
  formToken: newFormToken(),
  occurrenceId,
  nickname: 'ひだまり',
  partySize: 1,
  way: 'text',
  message: '',
  ...over,
});

export async function viewerOf(cookie: SessionCookie): Promise<ParticipantViewer> {
  const viewer = await identifyParticipant(`${cookie.name}=${cookie.value}`);
  if (!viewer || viewer === 'unknown') throw new Error('the cookie speaks for nobody');
  return viewer;
}

/** A new person with a place, or in the queue. */
export async function signedUp(
  occurrenceId: string,
  over: Partial<SignUpInput> = {},
): Promise<{ viewer: ParticipantViewer; receipt: SignupId }> {
  const outcome = await signUp(null, filledForm(occurrenceId, over));
  if (typeof outcome === 'string' || 'problems' in outcome || !outcome.cookie)
    throw new Error(JSON.stringify(outcome));
  return { viewer: await viewerOf(outcome.cookie), receipt: outcome.receipt };
}
