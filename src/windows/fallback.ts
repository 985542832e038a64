/** Who answers for a municipality: its own windows, else the next nearest, and why that one is shown. */
import { isAgeLimited, type WindowRecord } from './window.ts';

export type Stage = 'own' | 'shared' | 'neighbours' | 'prefecture' | 'nationwide';

/** Why others stand on the page: its own window is unknown to us, or takes only some ages. */
export interface FallbackReason {
  because: 'unconfirmed' | 'age_limited';
  /** Where the first window without an age limit stands; hotlines where none does. */
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

const order: Stage[] = ['own', 'shared', 'neighbours', 'prefecture', 'nationwide'];

/** Sorts windows into stages for a municipality; `neighbours` are codes, the nearest first. */
export function windowsOfArea(
  code5: string,
  neighbours: string[],
  windows: WindowRecord[],
): WindowsOfArea {
  const prefCode = code5.slice(0, 2);
  const own = windows.filter((w) => w.level === 'town' && servesByName(w, code5));
  const found = {
    own,
    shared: windows.filter((w) => w.level === 'shared' && servesByName(w, code5)),
    neighbours: neighbouring(code5, neighbours, windows),
    prefecture: windows.filter((w) => servesPrefecture(w, prefCode) && !excludes(w, code5)),
    nationwide: windows.filter((w) => w.level === 'nationwide' && !excludes(w, code5)),
  };
  const excluded = windows.some((w) => servesPrefecture(w, prefCode) && excludes(w, code5));
  const reason = reasonFor(found, excluded);
  return reason ? { ...found, fallbackReason: reason } : found;
}

const excludes = (window: WindowRecord, code5: string): boolean => window.excludes.includes(code5);

const servesByName = (window: WindowRecord, code5: string): boolean =>
  !excludes(window, code5) && (window.code5 === code5 || window.serves.includes(code5));

const servesPrefecture = (window: WindowRecord, prefCode: string): boolean =>
  window.level === 'prefecture' && window.prefCode === prefCode;

function neighbouring(
  code5: string,
  neighbours: string[],
  windows: WindowRecord[],
): WindowRecord[] {
  const willing = windows.filter(
    (w) => w.acceptsNeighbours && isLocal(w) && !servesByName(w, code5) && !excludes(w, code5),
  );
  const nearestFirst = neighbours.flatMap((near) => willing.filter((w) => servesByName(w, near)));
  return [...new Set(nearestFirst)];
}

const isLocal = (window: WindowRecord): boolean =>
  window.level === 'town' || window.level === 'shared';

function reasonFor(
  found: Omit<WindowsOfArea, 'fallbackReason'>,
  prefectureExcludes: boolean,
): FallbackReason | undefined {
  const leadsTo = order.find((stage) => found[stage].some((w) => !isAgeLimited(w))) ?? 'hotlines';
  if (leadsTo === 'own') return undefined;
  const because = found.own.length > 0 ? 'age_limited' : 'unconfirmed';
  return { because, leadsTo, prefectureExcludes };
}

export interface StageShown {
  stage: Stage;
  windows: WindowRecord[];
}

/** The stages down to the first window without an age limit stand first, the others are further ways. */
export function stagesShown(found: WindowsOfArea): { first: StageShown[]; further: StageShown[] } {
  const filled = order
    .map((stage) => ({ stage, windows: found[stage] }))
    .filter(({ windows }) => windows.length > 0);
  const enough = filled.findIndex(({ windows }) => windows.some((w) => !isAgeLimited(w)));
  const split = enough === -1 ? filled.length : enough + 1;
  return { first: filled.slice(0, split), further: filled.slice(split) };
}
