import { redirect } from '@sveltejs/kit';
import { rosterWindows } from '#duty/server';
import { localizeHref } from '#paraglide/runtime';
import { signedIn } from '../../signed-in.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const desks = await rosterWindows(signedIn(event));
  const [only, another] = desks;
  if (only && !another) redirect(303, localizeHref(`/staff/roster/${only.id}`));
  return { desks };
};
