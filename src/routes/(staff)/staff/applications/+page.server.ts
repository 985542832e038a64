import { error } from '@sveltejs/kit';
import { applicationsFor } from '#organisations/server';
import { signedIn } from '../../signed-in.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const applications = await applicationsFor(signedIn(event));
  if (applications === 'not_found') error(404);
  return applications;
};
