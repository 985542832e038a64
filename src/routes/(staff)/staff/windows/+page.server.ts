import { findAreas } from '#areas/server';
import { now } from '#platform/clock';
import { localDate } from '#platform/tokyo';
import { KEPT_SHOWN, keepsDistricts, keptWindows, organisationsToKeep } from '#windows/server';
import { signedIn } from '../../signed-in.server.ts';
import { narrowedBy } from '../narrowed.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const narrowed = narrowedBy(event.url);
  const { windows, count } = await keptWindows(viewer, narrowed);
  const codes = [...new Set(windows.flatMap(({ code5 }) => code5 ?? []))];
  const places = new Map((await findAreas(codes)).map((area) => [area.code5, area.name]));
  return {
    today: localDate(now()),
    ...narrowed,
    pages: Math.ceil(count / KEPT_SHOWN),
    count,
    mayAdd: (await organisationsToKeep(viewer)).length > 0,
    keepsDistricts: await keepsDistricts(viewer),
    windows: windows.map((one) => ({ ...one, place: places.get(one.code5 ?? '') ?? null })),
  };
};
