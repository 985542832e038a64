import { error, redirect } from '@sveltejs/kit';
import { localizeHref } from '#paraglide/runtime';
import { textOf } from '#platform/form';
import { comeWhenCalled, passCall, talksCameTo } from '#rooms/server';
import { signedIn } from '../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  return { inside: await talksCameTo(viewer) };
};

export const actions: Actions = {
  come: async (event) => {
    const viewer = signedIn(event);
    const came = await comeWhenCalled(viewer, textOf(await event.request.formData(), 'call'));
    if (came === 'not_found') error(404);
    if (came === 'over') return { told: 'over' as const };
    redirect(303, localizeHref(`/rooms/${came.roomId}`));
  },
  pass: async (event) => {
    const viewer = signedIn(event);
    const passed = await passCall(viewer, textOf(await event.request.formData(), 'call'));
    if (passed === 'not_found') error(404);
    return { told: passed };
  },
};
