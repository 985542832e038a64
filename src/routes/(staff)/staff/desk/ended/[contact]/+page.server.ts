import { error } from '@sveltejs/kit';
import { postedSeq } from '#rooms/server';
import { openEndedTalk } from '#urgent/server';
import { signedIn } from '../../../../signed-in.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const after = postedSeq.safeParse(event.url.searchParams.get('after') ?? undefined).data;
  const talk = await openEndedTalk(signedIn(event), event.params.contact, after);
  if (talk === 'not_found') error(404);
  return { talk };
};
