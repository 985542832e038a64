import { error } from '@sveltejs/kit';
import { imageOf, ownPortrait } from '#people/server';
import { signedIn } from '../../../../signed-in.server.ts';
import type { RequestHandler } from './$types';

/** One's own portrait, for oneself alone. */
export const GET: RequestHandler = async (event) => {
  const portrait = await ownPortrait(signedIn(event));
  const image = portrait && (await imageOf(portrait));
  if (!image) error(404);
  return new Response(new Uint8Array(image), {
    headers: { 'content-type': 'image/webp', 'cache-control': 'no-store' },
  });
};
