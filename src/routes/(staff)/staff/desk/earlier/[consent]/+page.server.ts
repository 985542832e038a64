import { error } from '@sveltejs/kit';
import { postedSeq } from '#rooms/server';
import { readEarlierTalk } from '#urgent/server';
import { signedIn } from '../../../../signed-in.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const last = postedSeq.safeParse(event.url.searchParams.get('last') ?? undefined).data;
  const read = await readEarlierTalk(viewer, event.params.consent, last);
  if (read === 'not_found') error(404);
  return { ...read, isEarlier: last !== undefined };
};
