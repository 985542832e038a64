import { error, fail, redirect } from '@sveltejs/kit';
import { localizeHref } from '#paraglide/runtime';
import { textOf } from '#platform/form';
import { CALL_RINGS_SECONDS } from '#rooms';
import { openEarlier } from '#rooms/server';
import { besideTalk, callToTalk } from '#signup/server';
import type { Actions, PageServerLoad } from './$types';
import { memberOf } from '../member.server.ts';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { viewer, room } = await memberOf(locals, params.id);
  const beside = await besideTalk(viewer, room);
  if (!beside) error(404);
  return {
    roomId: room.id,
    state: room.state,
    colleague: beside.colleague,
    isHost: room.me.role === 'host',
    seconds: CALL_RINGS_SECONDS,
  };
};

export const actions: Actions = {
  call: async (event) => {
    const { viewer, room } = await memberOf(event.locals, event.params.id);
    const opens = textOf(await event.request.formData(), 'opens') === 'on';
    const called = await callToTalk(viewer, room.id, { opens });
    if (called === 'not_found') error(404);
    if (called === 'nobody' || called === 'closed') return fail(409, { refused: called });
    redirect(303, localizeHref(`/rooms/${room.id}`));
  },
  open: async (event) => {
    const { viewer, room } = await memberOf(event.locals, event.params.id);
    if ((await openEarlier(viewer, room.id)) === 'not_found') error(404);
    redirect(303, localizeHref(`/rooms/${room.id}`));
  },
};
