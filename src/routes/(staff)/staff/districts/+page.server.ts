import { error } from '@sveltejs/kit';
import { DISTRICTS_SHOWN, keptDistricts, type KeptDistrict } from '#windows/server';
import { signedIn } from '../../signed-in.server.ts';
import { narrowedBy } from '../narrowed.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const narrowed = narrowedBy(event.url);
  const kept = await keptDistricts(signedIn(event), narrowed);
  if (kept === 'not_found') error(404);
  const { places, districts, count } = kept;
  return {
    ...narrowed,
    pages: Math.ceil(count / DISTRICTS_SHOWN),
    count,
    places: byPlace(districts),
    /** The viewer's own places, where none of them has a district yet. */
    without: narrowed.text || places === 'all' || count > 0 ? [] : places.map(({ name }) => name),
    saved: event.url.searchParams.get('saved'),
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
