import { findAreas, listPrefectures, searchAreas } from '#areas/server';
import type { Area } from '#areas';
import { staffedWindows } from '#duty/server';
import { now } from '#platform/clock';
import { readableLine } from '#platform/text';
import { localDate } from '#platform/tokyo';
import { METHODS, type Method } from '#windows';
import { listWindows } from '#windows/server';
import { windowsNow } from './window-now.server.ts';
import type { PageServerLoad } from './$types';

const longest = 80;

export const load: PageServerLoad = async ({ url }) => {
  const at = now();
  const given = readFilter(url.searchParams);
  const prefectures = await listPrefectures();
  const prefecture = prefectures.find(({ prefCode }) => prefCode === given.prefecture);
  const [area, ...others] = await searchAreas(given.area);
  const staffed = await staffedWindows();
  const windows = await listWindows({
    prefCode: area && others.length === 0 ? undefined : prefecture?.prefCode,
    code5: area && others.length === 0 ? area.code5 : undefined,
    method: given.method,
    ids: given.staffed ? staffed.map(({ windowId }) => windowId) : undefined,
  });
  const codes = windows.flatMap(({ code5 }) => code5 ?? []);
  return {
    given,
    places: new Map((await findAreas([...new Set(codes)])).map((one) => [one.code5, one])),
    prefectures,
    area: others.length === 0 ? area : undefined,
    areas: others.length === 0 ? [] : [area, ...others].filter((one): one is Area => !!one),
    areaUnknown: given.area !== '' && !area,
    now: at,
    today: localDate(at),
    staffedCount: staffed.length,
    groups: groupByPrefecture(await windowsNow(windows, at), prefectures),
    total: windows.length,
  };
};

interface Filter {
  prefecture: string;
  area: string;
  method: Method | undefined;
  staffed: boolean;
}

/** Unknown values are left out rather than refused. */
const readFilter = (parameters: URLSearchParams): Filter => ({
  prefecture: parameters.get('prefecture') ?? '',
  area: readableLine(parameters.get('area') ?? '').slice(0, longest),
  method: METHODS.find((method) => method === parameters.get('method')),
  staffed: parameters.has('staffed'),
});

type Shown = Awaited<ReturnType<typeof windowsNow>>;
type Prefectures = Awaited<ReturnType<typeof listPrefectures>>;

function groupByPrefecture(windows: Shown, prefectures: Prefectures) {
  const inPlaces = prefectures.map((prefecture) => ({
    prefecture,
    windows: windows.filter(({ window }) => window.prefCode === prefecture.prefCode),
  }));
  const everywhere = windows.filter(({ window }) => window.prefCode === null);
  return {
    inPlaces: inPlaces.filter((group) => group.windows.length > 0),
    everywhere,
  };
}
