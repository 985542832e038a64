import { error, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { localizeHref } from '#paraglide/runtime';
import { textProblem } from '#rooms';
import { leaveQuietly, openRoom, postMessage, setProposalAside } from '#rooms/server';
import { fieldsOf } from '#platform/form';
import { readableText } from '#platform/text';
import type { Actions, PageServerLoad } from './$types';
import { answered, refuse, say } from './answer.server.ts';
import { memberOf } from './member.server.ts';
import { roomPage } from './room-page.server.ts';
import { unheardActions } from './unheard.server.ts';

export const load: PageServerLoad = ({ locals, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return roomPage(locals, params.id);
};

const postForm = z.object({
  clientId: z.uuid(),
  text: z.string().default(''),
  phrase: z.string().optional(),
});

export const actions: Actions = {
  /** Also gives the draft back when a phrase was sent instead of it. */
  post: async (event) => {
    const { viewer, room } = await memberOf(event.locals, event.params.id);
    const form = postForm.safeParse(fieldsOf(await event.request.formData()));
    if (!form.success) error(400);
    const { clientId, phrase } = form.data;
    const draft = form.data.text.replace(/\r\n/g, '\n');
    const problem = textProblem(phrase ?? draft);
    if (problem) return refuse(400, { problem, draft });
    const text = readableText(phrase ?? draft);
    const posted = await postMessage(viewer, { roomId: room.id, clientId, text });
    if (posted === 'not_found') error(404);
    if (posted === 'conflict') return refuse(409, { problem: posted, draft });
    if (typeof posted === 'string') return refuse(409, { draft });
    if ('waitMs' in posted)
      return refuse(409, { draft, waitSeconds: Math.ceil(posted.waitMs / 1_000) });
    return say({ draft: phrase ? draft : '' });
  },
  ...unheardActions,
  setAside: async (event) => {
    const { viewer, room } = await memberOf(event.locals, event.params.id);
    const done = await setProposalAside(viewer, room.id);
    return done === 'not_found' ? refuse(404, { failed: true }) : say({});
  },
  leave: async (event) => {
    const { viewer, room } = await memberOf(event.locals, event.params.id);
    await leaveQuietly(viewer, room.id);
    redirect(303, localizeHref(viewer.kind === 'account' ? '/staff' : '/me'));
  },
  open: async (event) => {
    const { viewer, room } = await memberOf(event.locals, event.params.id);
    return answered(await openRoom(viewer, room.id));
  },
};
