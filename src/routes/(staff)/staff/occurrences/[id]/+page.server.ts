import { error, fail, redirect } from '@sveltejs/kit';
import { may } from '#accounts';
import { now } from '#platform/clock';
import { findKeptOccurrence } from '#schedule/server';
import { mayHost, roomDoor } from '#signup';
import { hostOccurrenceRoom, rosterOf } from '#signup/server';
import { localizeHref } from '#paraglide/runtime';
import { signedIn } from '../../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const roster = await rosterOf(viewer, event.params.id);
  const occurrence = await findKeptOccurrence(event.params.id);
  if (roster === 'not_found' || !occurrence) error(404);
  return {
    occurrence,
    roster,
    door: occurrence.hasRoom ? roomDoor(occurrence, now()) : null,
    mayHost: mayHost(viewer, occurrence),
    mayPublish: may(viewer, 'publish', occurrence.organisationId),
  };
};

export const actions: Actions = {
  room: async (event) => {
    const viewer = signedIn(event);
    const room = await hostOccurrenceRoom(viewer, event.params.id);
    if (room === 'not_found') error(404);
    if (room === 'too_early' || room === 'closed') return fail(400, { refused: room });
    redirect(303, localizeHref(`/rooms/${room}`));
  },
};
