import { z } from 'zod';
import { later, now } from '#platform/clock';
import { endedTalksOf } from '#urgent/server';
import { signedIn } from '../../../signed-in.server.ts';
import type { PageServerLoad } from './$types';

const instant = z.iso.datetime().transform((text) => new Date(text));

export const load: PageServerLoad = async (event) => {
  const before = instant.safeParse(event.url.searchParams.get('before')).data;
  return { talks: await endedTalksOf(signedIn(event), before ?? later(now(), 1)) };
};
