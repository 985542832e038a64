import { error, redirect } from '@sveltejs/kit';
import { localizeHref } from '#paraglide/runtime';
import { enterRoomAsHost } from '#signup/server';
import type { RequestHandler } from './$types';

/** Where the staff's pages post to when somebody goes into a session's room as its host. */
export const POST: RequestHandler = async ({ locals, params }) => {
  const roomId = locals.account
    ? await enterRoomAsHost(locals.account, params.occurrence)
    : 'not_found';
  if (roomId === 'not_found') error(404);
  redirect(303, localizeHref(`/rooms/${roomId}`));
};
