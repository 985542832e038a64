import { error } from '@sveltejs/kit';
import { readableLine } from '#platform/text';
import { DISTRICTS_SHOWN, keptDistricts, type KeptDistrict } from '#windows/server';
import { signedIn } from '../../signed-in.server.ts';
import type { PageServerLoad } from './$types';

const LONGEST = 80;

export const load: PageServerLoad = async (event) => {
  const asked = event.url.searchParams;
  const text = readableLine(asked.get('q') ?? '').slice(0, LONGEST);
  const page = Math.min(Math.max(Math.trunc(Number(asked.get('page'))) || 1, 1), 10_000);
  const kept = await keptDistricts(signedIn(event), { text, page });
  if (kept === 'not_found') error(404);
  const { places, districts, count } = kept;
  return {
    text,
    page,
    pages: Math.ceil(count / DISTRICTS_SHOWN),
    count,
    places: byPlace(districts),
    /** The viewer's own places, where none of them has any yet. */
    without: text || places === 'all' || count > 0 ? [] : places.map(({ name }) => name),
    saved: asked.get('saved'),
  };
};

/** They come in the order of their places. */
function byPlace(districts: KeptDistrict[]) {
  const places: { code: string; name: string; districts: KeptDistrict[] }[] = [];
  for (const district of districts) {
    const last = places.at(-1);
    if (last?.code === district.place) last.districts.push(district);
    else places.push({ code: district.place, name: district.placeName, districts: [district] });
  }
  return places;
}
