import { redirect } from '@sveltejs/kit';
import { readAreaQuery, type Area, type AreaQuery } from '#areas';
import { areasOf, listPrefectures, searchAreas } from '#areas/server';
import { readableLine } from '#platform/text';
import { localizeHref } from '#paraglide/runtime';
import { districtAskedAt } from '#windows/server';
import type { PageServerLoad } from './$types';

const longest = 80;

export const load: PageServerLoad = async ({ url }) => {
  const typed = readableLine(url.searchParams.get('q') ?? '').slice(0, longest);
  const prefCode = url.searchParams.get('prefecture');
  const [found, prefectures] = await Promise.all([searchAreas(typed), listPrefectures()]);
  const [only, ...others] = found;
  if (only && others.length === 0) redirect(303, await pageOf(only, typed));
  const prefecture = prefectures.find((one) => one.prefCode === prefCode);
  return {
    typed,
    answer: answerTo(readAreaQuery(typed), found.length),
    found,
    prefectures,
    prefecture: prefecture && { ...prefecture, areas: await areasOf(prefecture.prefCode) },
  };
};

/** Its page; where the postal code that was typed tells the district too, that district's. */
async function pageOf({ code5 }: Area, typed: string): Promise<string> {
  const district = await districtAskedAt(code5, typed);
  return localizeHref(`/areas/${code5}${district ? `?district=${district.id}` : ''}`);
}

type Answer = 'several' | 'unknown_postal' | 'incomplete_postal' | 'unknown_name' | undefined;

function answerTo(query: AreaQuery, found: number): Answer {
  if (query.kind === 'empty') return undefined;
  if (found > 0) return 'several';
  if (query.kind === 'postal_incomplete') return 'incomplete_postal';
  return query.kind === 'postal' ? 'unknown_postal' : 'unknown_name';
}
