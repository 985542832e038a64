import { error } from '@sveltejs/kit';
import { readEarlierTalk } from '#urgent/server';
import { signedIn } from '../../../../signed-in.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const messages = await readEarlierTalk(viewer, event.params.contact);
  if (messages === 'not_found') error(404);
  return { contactId: event.params.contact, messages };
};
