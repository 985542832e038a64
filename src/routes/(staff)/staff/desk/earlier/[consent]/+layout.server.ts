import { error } from '@sveltejs/kit';
import { withEarlierTalk } from '#urgent/server';
import { signedIn } from '../../../../signed-in.server.ts';
import type { LayoutServerLoad } from './$types';
import { STILL_READABLE } from './still-readable.ts';

/** Asked again while the page is open: what is taken back meanwhile is gone from the screen. */
export const load: LayoutServerLoad = async (event) => {
  event.depends(STILL_READABLE);
  const readable: ReadonlySet<string> = await withEarlierTalk(signedIn(event));
  if (!readable.has(event.params.contact)) error(404);
};
