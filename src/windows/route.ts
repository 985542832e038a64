/** The windows an urgent contact passes through, stage by stage. */
import { isForDistrict, type WindowsOfArea } from './fallback.ts';
import type { WindowRecord } from './window.ts';

/**
 * `district`: the desk of the district; `own`: the whole municipality's; `districts`: all, where the district is not known.
 * A page shows every desk of a municipality as its own and tells shared ones from neighbours'; a route must not ring ten
 * desks where one is meant, and asks both of those at once.
 */
export type RouteStageName =
  'district' | 'districts' | 'own' | 'nearby' | 'prefecture' | 'nationwide';

export interface RouteStage {
  stage: RouteStageName;
  windows: WindowRecord[];
}

/** Every stage, empty ones too. */
export const routeOfArea = (
  code5: string,
  district: { id: string } | undefined,
  found: WindowsOfArea,
): RouteStage[] => [
  ...ownStages(
    found.own.filter((w) => isForDistrict(w, code5)),
    found.own.filter((w) => !isForDistrict(w, code5)),
    district !== undefined,
  ),
  { stage: 'nearby', windows: [...found.shared, ...found.neighbours] },
  { stage: 'prefecture', windows: found.prefecture },
  { stage: 'nationwide', windows: found.nationwide },
];

function ownStages(
  parts: WindowRecord[],
  whole: WindowRecord[],
  districtKnown: boolean,
): RouteStage[] {
  const own: RouteStage = { stage: 'own', windows: whole };
  if (parts.length === 0) return [own];
  if (districtKnown) return [{ stage: 'district', windows: parts }, own];
  return whole.length > 0 ? [own] : [{ stage: 'districts', windows: parts }];
}
