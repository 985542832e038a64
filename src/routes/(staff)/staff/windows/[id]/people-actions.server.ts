/** One's own appearance on the desk's page, with a photograph or without, and the end of it. */
import { error, fail } from '@sveltejs/kit';
import { appearAtDesk, hidePortraitAtDesk, showPortraitAtDesk } from '#windows/server';
import { m } from '#paraglide/messages';
import { signedIn } from '../../../signed-in.server.ts';
import { portraitAnswer } from '../../portrait-answer.server.ts';
import { typedAppearance } from '../../typed-appearance.ts';
import type { Actions, RequestEvent } from './$types';

export const peopleActions = {
  welcome: async (event) => appear(event, typedAppearance(await event.request.formData())),
  leave: (event) => appear(event, { nickname: '', message: '', drawing: null }),
  showPortrait: async (event) =>
    portraitAnswer(await showPortraitAtDesk(signedIn(event), event.params.id)),
  hidePortrait: async (event) =>
    portraitAnswer(await hidePortraitAtDesk(signedIn(event), event.params.id)),
} satisfies Actions;

async function appear(event: RequestEvent, typed: ReturnType<typeof typedAppearance>) {
  const done = await appearAtDesk(signedIn(event), event.params.id, typed);
  if (done === 'not_found') error(404);
  if (done === 'long') return fail(400, { hosting: { typed, problem: m.staff_problem_long() } });
  return { hosting: { done } };
}
