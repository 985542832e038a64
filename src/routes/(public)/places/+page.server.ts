import { getLocale } from '#paraglide/runtime';
import { now } from '#platform/clock';
import { describeRule, filterOf } from '#schedule';
import { placeAsked, placesOpen, placesWithoutHours } from '#schedule/server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
  const { area: typed, reach } = filterOf(url.searchParams);
  const place = await placeAsked(typed, reach);
  const scope = 'prefCode' in place ? { prefCode: place.prefCode } : {};
  const filter =
    place.kind === 'area' && place.reach !== 'prefecture'
      ? { ...scope, areas: place.areas }
      : scope;
  const open = await placesOpen(filter);
  return {
    typed,
    reach,
    place,
    open: open.map(({ opening, rules }) => ({
      opening,
      hours: rules.map((rule) => describeRule(rule, getLocale())),
    })),
    quiet: await placesWithoutHours(filter),
    now: now(),
  };
};
