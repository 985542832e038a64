/** What the viewer answers to a colleague who asked them to be on duty. */
import { error, fail } from '@sveltejs/kit';
import { ANSWERS, type Answer } from '#duty';
import { answerRequest } from '#duty/server';
import { m } from '#paraglide/messages';
import { textOf } from '#platform/form';
import { signedIn } from '../../../signed-in.server.ts';
import type { RequestEvent } from './$types';

const TOLD: Record<Answer, () => string> = {
  accepted: m.duty_request_told_accepted,
  declined: m.duty_request_told_declined,
  withdrawn: m.duty_request_told_withdrawn,
};

export async function answer(event: RequestEvent) {
  const viewer = signedIn(event);
  const data = await event.request.formData();
  const given = ANSWERS.find((one) => one === textOf(data, 'answer'));
  if (!given) error(404);
  const done = await answerRequest(viewer, textOf(data, 'request'), given);
  if (done === 'not_found') error(404);
  if (done === 'lapsed') return fail(400, { refused: m.duty_request_lapsed() });
  if (done === 'overlaps') return fail(400, { refused: m.duty_request_overlaps() });
  return { told: TOLD[done]() };
}
