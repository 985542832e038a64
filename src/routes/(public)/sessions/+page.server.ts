import { now } from '#platform/clock';
import { filterOf } from '#schedule';
import { browse } from '#schedule/server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
  const filter = filterOf(url.searchParams);
  return { filter, listing: await browse(filter), now: now() };
};
