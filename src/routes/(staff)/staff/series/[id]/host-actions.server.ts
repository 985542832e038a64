/** One's own appearance among those who welcome, and the end of it. */
import { error, fail } from '@sveltejs/kit';
import { textOf } from '#platform/form';
import { ownHosting, welcomeAt } from '#schedule/server';
import { m } from '#paraglide/messages';
import { signedIn } from '../../../signed-in.server.ts';
import { typedNumber } from '../../typed.ts';
import type { Actions, RequestEvent } from './$types';

export const hostActions = {
  welcome: async (event) => {
    const data = await event.request.formData();
    return welcome(event, {
      nickname: textOf(data, 'nickname'),
      message: textOf(data, 'message'),
      relation: textOf(data, 'relation'),
      drawing: typedNumber(textOf(data, 'drawing')),
      consents: data.has('consents'),
    });
  },
  /** The relation goes at once; the rest stays as it is. */
  withdraw: async (event) => {
    const shown = await ownHosting(signedIn(event), event.params.id);
    return welcome(event, { ...NOBODY, ...shown, relation: '', consents: false });
  },
  leave: (event) => welcome(event, NOBODY),
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
