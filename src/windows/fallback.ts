/** Who answers for a municipality: its own windows, else the next nearest, and why that one is shown. */
import { isAgeLimited, leavesSomeOut, type WindowRecord } from './window.ts';

/** Where a desk stands on a municipality's page; a route of an urgent contact has stages of its own, `RouteStageName`. */
export type Stage = 'own' | 'shared' | 'neighbours' | 'prefecture' | 'nationwide';

/** Why others stand on the page: its own window is unknown to us, or does not take everyone. */
export interface FallbackReason {
  because: 'unconfirmed' | 'age_limited' | 'persons_only';
  /** Where the first window that leaves nobody out stands; hotlines where none does. */
  leadsTo: Exclude<Stage, 'own'> | 'hotlines';
  /** The prefecture's centre says that it does not serve this municipality. */
  prefectureExcludes: boolean;
}

export interface WindowsOfArea {
  own: WindowRecord[];
  shared: WindowRecord[];
  neighbours: WindowRecord[];
  prefecture: WindowRecord[];
  nationwide: WindowRecord[];
  fallbackReason?: FallbackReason;
}

/** A municipality, and the district of it where somebody lives, as far as that is known. */
export interface Place {
  code5: string;
  districtId?: string | undefined;
}

const order: Stage[] = ['own', 'shared', 'neighbours', 'prefecture', 'nationwide'];

/** Sorts windows into stages for a place; `neighbours` are codes, the nearest first. */
export function windowsOfArea(
  place: Place,
  neighbours: string[],
  windows: WindowRecord[],
): WindowsOfArea {
  const { code5 } = place;
  const prefCode = code5.slice(0, 2);
  const found = {
    own: nearestDeskFirst(
      place,
      windows.filter((w) => w.level === 'town' && servesByName(w, place)),
    ),
    shared: windows.filter((w) => w.level === 'shared' && servesByName(w, place)),
    neighbours: neighbouring(code5, neighbours, windows),
    prefecture: windows.filter((w) => servesPrefecture(w, prefCode) && !excludes(w, code5)),
    nationwide: windows.filter((w) => w.level === 'nationwide' && !excludes(w, code5)),
  };
  const excluded = windows.some((w) => servesPrefecture(w, prefCode) && excludes(w, code5));
  const reason = reasonFor(found, excluded);
  return reason ? { ...found, fallbackReason: reason } : found;
}

const excludes = (window: WindowRecord, code5: string): boolean => window.excludes.includes(code5);

const servesByName = (window: WindowRecord, place: Place): boolean =>
  !excludes(window, place.code5) &&
  (window.code5 === place.code5 || window.serves.includes(place.code5)) &&
  servesDistrict(window, place);

/** Where the district is not known, any desk of the municipality may be the right one. */
function servesDistrict(window: WindowRecord, { code5, districtId }: Place): boolean {
  if (!districtId) return true;
  if (window.excludedDistricts.some(({ id }) => id === districtId)) return false;
  return !isForDistrict(window, code5) || window.districts.some(({ id }) => id === districtId);
}

/** Whether it serves only parts of a municipality. */
export const isForDistrict = (window: Pick<WindowRecord, 'districts'>, code5: string): boolean =>
  window.districts.some((district) => district.code5 === code5);

/** The desk of a known district comes before the whole municipality's, that before desks of districts not known. */
function nearestDeskFirst({ code5, districtId }: Place, windows: WindowRecord[]): WindowRecord[] {
  const parts = windows.filter((w) => isForDistrict(w, code5));
  const whole = windows.filter((w) => !isForDistrict(w, code5));
  return districtId ? [...parts, ...whole] : [...whole, ...parts];
}

const servesPrefecture = (window: WindowRecord, prefCode: string): boolean =>
  window.level === 'prefecture' && window.prefCode === prefCode;

function neighbouring(
  code5: string,
  neighbours: string[],
  windows: WindowRecord[],
): WindowRecord[] {
  const willing = windows.filter(
    (w) => w.acceptsNeighbours && isLocal(w) && !servesByName(w, { code5 }) && !excludes(w, code5),
  );
  const nearestFirst = neighbours.flatMap((near) =>
    willing.filter((w) => servesByName(w, { code5: near })),
  );
  return [...new Set(nearestFirst)];
}

const isLocal = (window: WindowRecord): boolean =>
  window.level === 'town' || window.level === 'shared';

function reasonFor(
  found: Omit<WindowsOfArea, 'fallbackReason'>,
  prefectureExcludes: boolean,
): FallbackReason | undefined {
  const leadsTo = order.find((stage) => found[stage].some((w) => !leavesSomeOut(w))) ?? 'hotlines';
  if (leadsTo === 'own') return undefined;
  return { because: whyOthers(found.own), leadsTo, prefectureExcludes };
}

function whyOthers(own: WindowRecord[]): FallbackReason['because'] {
  if (own.length === 0) return 'unconfirmed';
  return own.some(isAgeLimited) ? 'age_limited' : 'persons_only';
}

export interface StageShown {
  stage: Stage;
  windows: WindowRecord[];
}

/** The stages down to the first window that leaves nobody out stand first, the others are further ways. */
export function stagesShown(found: WindowsOfArea): { first: StageShown[]; further: StageShown[] } {
  const filled = order
    .map((stage) => ({ stage, windows: found[stage] }))
    .filter(({ windows }) => windows.length > 0);
  const enough = filled.findIndex(({ windows }) => windows.some((w) => !leavesSomeOut(w)));
  const split = enough === -1 ? filled.length : enough + 1;
  return { first: filled.slice(0, split), further: filled.slice(split) };
}
