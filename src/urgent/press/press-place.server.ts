/** Where a press comes from, and the route that leads on from there. */
import { findArea, listPrefectures } from '#areas/server';
import { routeWindows } from '#windows/server';
import { frozenRoute, type RouteStage } from '../contact.ts';
import type { PressInput } from '../input.ts';

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
}: Pick<PressInput, 'code5' | 'districtId' | 'prefCode' | 'skipsNearby'>): Promise<Place> {
  const [area, known] = await Promise.all([
    code5 ? findArea(code5) : undefined,
    knownPrefecture(prefCode),
  ]);
  const stages = await routeWindows(area?.code5 ?? null, area?.prefCode ?? known, districtId);
  return {
    code5: area?.code5 ?? null,
    prefCode: area?.prefCode ?? known,
    route: frozenRoute(stages, skipsNearby),
  };
}

const knownPrefecture = async (prefCode: string | null): Promise<string | null> =>
  prefCode && (await listPrefectures()).some((one) => one.prefCode === prefCode) ? prefCode : null;
