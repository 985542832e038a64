import { error } from '@sveltejs/kit';
import { boardOf } from '#urgent/server';
import { signedIn } from '../../signed-in.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  event.depends('urgent:board');
  const board = await boardOf(signedIn(event));
  if (!board) error(404);
  return { board };
};
