import { error } from '@sveltejs/kit';
import { applicationsFor } from '#organisations/server';
import { signedIn } from '../../signed-in.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const applications = await applicationsFor(signedIn(event));
  if (applications === 'not_found') error(404);
  const stands = (...standings: string[]) =>
    applications.filter(({ organisation }) => standings.includes(organisation.standing));
  return {
    // Whoever has waited longest comes first.
    waiting: stands('applied').reverse(),
    asked: stands('asked'),
    decided: stands('verified', 'declined', 'withdrawn'),
  };
};
