import { findAreas } from '#areas/server';
import { now } from '#platform/clock';
import { localDate } from '#platform/tokyo';
import { keptWindows, organisationsToKeep } from '#windows/server';
import { signedIn } from '../../signed-in.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const windows = await keptWindows(viewer);
  const codes = [...new Set(windows.flatMap(({ code5 }) => code5 ?? []))];
  const places = new Map((await findAreas(codes)).map((area) => [area.code5, area.name]));
  return {
    today: localDate(now()),
    mayAdd: (await organisationsToKeep(viewer)).length > 0,
    windows: windows.map((one) => ({ ...one, place: places.get(one.code5 ?? '') ?? null })),
  };
};
