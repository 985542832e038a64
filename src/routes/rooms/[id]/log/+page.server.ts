import { error } from '@sveltejs/kit';
import { latestMessages, notePresence } from '#rooms/server';
import type { PageServerLoad } from './$types';
import { memberOf } from '../member.server.ts';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { viewer, room } = await memberOf(locals, params.id);
  await notePresence(viewer, room.id);
  const page = await latestMessages(viewer, room.id);
  if (page === 'not_found') error(404);
  return { roomId: room.id, me: room.me.memberId, page };
};
