import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { textOf } from '#platform/form';
import { acceptHosting, declineHosting } from '#rooms/server';
import { signedIn } from '../signed-in.server.ts';

export const hostingActions = {
  hostingAccept: async (event: RequestEvent) => {
    const viewer = signedIn(event);
    const room = await acceptHosting(viewer, textOf(await event.request.formData(), 'room'));
    if (room === 'not_found') error(404, m.staff_hosting_gone());
    redirect(303, localizeHref(`/rooms/${room}`));
  },
  hostingDecline: async (event: RequestEvent) => {
    const viewer = signedIn(event);
    const declined = await declineHosting(viewer, textOf(await event.request.formData(), 'room'));
    if (declined === 'not_found') error(404, m.staff_hosting_gone());
    return { told: m.staff_hosting_declined() };
  },
};
