/** The windows an urgent contact passes through, stage by stage. */
import { isForDistrict, type WindowsOfArea } from './fallback.ts';
import type { Method, WindowLanguage, WindowRecord } from './window.ts';

/**
 * `district`: the desk of the district; `own`: the whole municipality's; `districts`: all, where the district is not known.
 * A page shows every desk of a municipality as its own and tells shared ones from neighbours'; a route must not ring ten
 * desks where one is meant, and asks both of those at once.
 */
export type RouteStageName =
  'district' | 'districts' | 'own' | 'nearby' | 'prefecture' | 'nationwide';

export interface RouteWindow {
  id: string;
  name: string;
  organisationId: string | null;
  prefCode: string | null;
  code5: string | null;
  methods: Method[];
  languages: WindowLanguage[];
  ringSeconds: number;
  acceptsNeighbours: boolean;
}

export interface RouteStage {
  stage: RouteStageName;
  windows: RouteWindow[];
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
  stage('nearby', [...found.shared, ...found.neighbours]),
  stage('prefecture', found.prefecture),
  stage('nationwide', found.nationwide),
];

function ownStages(
  parts: WindowRecord[],
  whole: WindowRecord[],
  districtKnown: boolean,
): RouteStage[] {
  if (parts.length === 0) return [stage('own', whole)];
  if (districtKnown) return [stage('district', parts), stage('own', whole)];
  return whole.length > 0 ? [stage('own', whole)] : [stage('districts', parts)];
}

export const stage = (name: RouteStageName, windows: WindowRecord[]): RouteStage => ({
  stage: name,
  windows: windows.map((window) => ({
    id: window.id,
    name: window.name,
    organisationId: window.organisationId,
    prefCode: window.prefCode,
    code5: window.code5,
    methods: window.methods,
    languages: window.languages,
    ringSeconds: window.ringSeconds,
    acceptsNeighbours: window.acceptsNeighbours,
  })),
});
