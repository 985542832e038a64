import { now } from '#platform/clock';
import { filterOf } from '#schedule';
import { browseWeek } from '#schedule/server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
  const filter = filterOf(url.searchParams);
  return { filter, week: await browseWeek(filter), now: now() };
};
