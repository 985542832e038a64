/** Where a press comes from, and the route that leads on from there. */
import { findArea, listPrefectures } from '#areas/server';
import { routeWindows } from '#windows/server';
import { chosenFirst, frozenRoute, type RouteStage } from '../contact.ts';
import type { Press } from '../input.ts';

export interface Place {
  code5: string | null;
  prefCode: string | null;
  route: RouteStage[];
}

/** An unknown area is none: the press still goes through. */
export async function placeOf({
  code5,
  districtId,
  prefCode,
  skipsNearby,
  language,
}: Pick<Press, 'code5' | 'districtId' | 'prefCode' | 'skipsNearby' | 'language'>): Promise<Place> {
  const [area, known] = await Promise.all([
    code5 ? findArea(code5) : undefined,
    knownPrefecture(prefCode),
  ]);
  const stages = await routeWindows(area?.code5 ?? null, area?.prefCode ?? known, districtId);
  return {
    code5: area?.code5 ?? null,
    prefCode: area?.prefCode ?? known,
    route: frozenRoute(stages, { skipsNearby, language }),
  };
}

const knownPrefecture = async (prefCode: string | null): Promise<string | null> =>
  prefCode && (await listPrefectures()).some((one) => one.prefCode === prefCode) ? prefCode : null;

/** A letter was for one window alone: whoever calls is led on from there, as after any press. */
export async function wholeRoute({
  route,
  pref_code,
  language,
}: {
  route: RouteStage[];
  pref_code: string | null;
  language: string;
}): Promise<RouteStage[]> {
  const [first, ...more] = route;
  const [chosen] = first?.stage === 'chosen' && more.length === 0 ? first.windows : [];
  if (!chosen) return route;
  const window = { id: chosen.windowId, name: chosen.name, ringSeconds: chosen.ringSeconds };
  const onward = await routeWindows(null, pref_code);
  return chosenFirst(window, frozenRoute(onward, { skipsNearby: false, language }));
}
