/** One's own appearance among those who welcome, with a photograph or without, and the end of it. */
import { error, fail } from '@sveltejs/kit';
import { textOf } from '#platform/form';
import { hidePortraitAt, ownHosting, showPortraitAt, welcomeAt } from '#schedule/server';
import { m } from '#paraglide/messages';
import { signedIn } from '../../../signed-in.server.ts';
import { portraitAnswer } from '../../portrait-answer.server.ts';
import { typedAppearance } from '../../typed-appearance.ts';
import type { Actions, RequestEvent } from './$types';

export const hostActions = {
  welcome: async (event) => {
    const data = await event.request.formData();
    return welcome(event, {
      ...typedAppearance(data),
      relation: textOf(data, 'relation'),
      consents: data.has('consents'),
    });
  },
  /** The relation goes at once; the rest stays as it is. */
  withdraw: async (event) => {
    const shown = await ownHosting(signedIn(event), event.params.id);
    return welcome(event, { ...NOBODY, ...shown, relation: '', consents: false });
  },
  leave: (event) => welcome(event, NOBODY),
  showPortrait: async (event) =>
    portraitAnswer(await showPortraitAt(signedIn(event), event.params.id)),
  hidePortrait: async (event) =>
    portraitAnswer(await hidePortraitAt(signedIn(event), event.params.id)),
} satisfies Actions;

const NOBODY = { nickname: '', message: '', relation: '', drawing: null, consents: false };

async function welcome(event: RequestEvent, typed: Parameters<typeof welcomeAt>[2]) {
  const done = await welcomeAt(signedIn(event), event.params.id, typed);
  if (done === 'not_found') error(404);
  if (done === 'long') return fail(400, { hosting: { typed, problem: m.staff_problem_long() } });
  if (done === 'needs_consent')
    return fail(400, { hosting: { typed, problem: m.staff_host_needs_consent() } });
  return { hosting: { done } };
}
