import { later, now } from '#platform/clock';
import { endedTalksOf, instant } from '#urgent/server';
import { signedIn } from '../../../signed-in.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const before = instant.safeParse(event.url.searchParams.get('before')).data;
  return { talks: await endedTalksOf(signedIn(event), before ?? later(now(), 1)) };
};
