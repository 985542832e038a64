import { error } from '@sveltejs/kit';
import { copyLastWeek, rosterWeek } from '#duty/server';
import { isLocalDate, localDate } from '#platform/tokyo';
import { now } from '#platform/clock';
import { signedIn } from '../../../signed-in.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const roster = await rosterWeek(signedIn(event), event.params.window, weekAsked(event.url));
  if (roster === 'not_found') error(404);
  return { roster, done: event.url.searchParams.get('done') };
};

/** Any date of a week; undefined for what is none. */
const weekAsked = ({ searchParams }: URL): string | undefined => {
  const asked = searchParams.get('week') ?? '';
  return isLocalDate(asked) ? asked : undefined;
};

export const actions: Actions = {
  copy: async (event: RequestEvent) => {
    const date = weekAsked(event.url) ?? localDate(now());
    const count = await copyLastWeek(signedIn(event), event.params.window, date);
    if (count === 'not_found') error(404);
    return { copied: count };
  },
};
