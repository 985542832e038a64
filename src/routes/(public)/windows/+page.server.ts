import { findAreas, listPrefectures, placeNamed } from '#areas/server';
import { staffedWindows } from '#duty/server';
import { now } from '#platform/clock';
import { readableLine } from '#platform/text';
import { localDate } from '#platform/tokyo';
import { leavesSomeOut, METHODS, type Method } from '#windows';
import { besideLimited, listWindows } from '#windows/server';
import { windowsNow } from './window-now.server.ts';
import type { PageServerLoad } from './$types';

const longest = 80;

export const load: PageServerLoad = async ({ url }) => {
  const at = now();
  const given = readFilter(url.searchParams);
  const prefectures = await listPrefectures();
  const named = await placeNamed(given.area);
  const area = named.kind === 'area' ? named.area : undefined;
  const prefCode = named.kind === 'prefecture' ? named.prefecture.prefCode : given.prefecture;
  const staffed = await staffedWindows();
  const windows = await listWindows({
    prefCode: area ? undefined : prefectures.find((one) => one.prefCode === prefCode)?.prefCode,
    code5: area?.code5,
    method: given.method,
    homeVisits: given.visits,
    everyone: given.everyone,
    ids: given.staffed ? staffed.map(({ windowId }) => windowId) : undefined,
  });
  const [limited, ...rest] = windows;
  const beside = limited && rest.every(leavesSomeOut) ? await besideLimited(limited) : [];
  const codes = windows.flatMap(({ code5 }) => code5 ?? []);
  return {
    given,
    places: new Map((await findAreas([...new Set(codes)])).map((one) => [one.code5, one])),
    prefectures,
    area,
    areas: named.kind === 'several' ? named.areas : [],
    areaUnknown: named.kind === 'unknown',
    now: at,
    today: localDate(at),
    staffedCount: staffed.length,
    groups: groupByPrefecture(await windowsNow(windows, at), prefectures),
    beside: await windowsNow(beside, at),
    total: windows.length,
  };
};

interface Filter {
  prefecture: string;
  area: string;
  method: Method | undefined;
  staffed: boolean;
  visits: boolean;
  everyone: boolean;
}

/** Unknown values are left out rather than refused. */
const readFilter = (parameters: URLSearchParams): Filter => ({
  prefecture: parameters.get('prefecture') ?? '',
  area: readableLine(parameters.get('area') ?? '').slice(0, longest),
  method: METHODS.find((method) => method === parameters.get('method')),
  staffed: parameters.has('staffed'),
  visits: parameters.has('visits'),
  everyone: parameters.has('everyone'),
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
