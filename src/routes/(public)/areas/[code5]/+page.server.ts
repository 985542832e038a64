import { error, redirect } from '@sveltejs/kit';
import { isAreaCode, type Area, type District } from '#areas';
import { areasNear, districtsOfPostalCode, findArea, findAreas } from '#areas/server';
import { now } from '#platform/clock';
import { readableLine } from '#platform/text';
import { localDate } from '#platform/tokyo';
import { localizeHref } from '#paraglide/runtime';
import { listOccurrences } from '#schedule/server';
import { isForDistrict, stagesShown, type StageShown } from '#windows';
import { nearestLetterDesk } from '#urgent/server';
import { districtsAsked, linesNow, windowsFor } from '#windows/server';
import { windowsNow } from '../../windows/window-now.server.ts';
import type { PageServerLoad } from './$types';
import { eachOnceFirst } from './each-once.ts';

const linesShown = 4;
const sessionsShown = 4;
const neighboursShown = 8;
const daysAhead = 28;

export const load: PageServerLoad = async ({ params, url }) => {
  const area = await areaOf(params.code5);
  const at = now();
  const choice = await districtChosen(area, url);
  const [found, near, lines, letters] = await Promise.all([
    windowsFor(area.code5, choice.district?.id),
    areasNear(area.code5),
    linesNow(at, area.prefCode),
    nearestLetterDesk({ ...area, districtId: choice.district?.id }),
  ]);
  const { first, further } = stagesShown(found);
  const asks = choice.districts.length > 0 && !choice.district && !choice.districtUnknown;
  return {
    area,
    now: at,
    today: localDate(at),
    address: url.origin + url.pathname + (choice.district ? url.search : ''),
    ...choice,
    reason: found.fallbackReason,
    first: await withPresence(asks ? withoutDistricts(first, area.code5) : first, at),
    further: await withPresence(further, at),
    around: { code5: area.code5, prefCode: area.prefCode, near },
    sessions: await sessionsAround(area, near.codes),
    letters,
    lines: lines.open.filter((line) => line.topic === 'anyone').slice(0, linesShown),
    emergency: lines.emergency,
    neighbours: near.reach === 'neighbours' ? await nearest(near.codes.slice(1)) : [],
  };
};

async function areaOf(code5: string): Promise<Area> {
  if (/^(0[1-9]|[1-3]\d|4[0-7])000$/u.test(code5))
    redirect(303, localizeHref(`/areas?prefecture=${code5.slice(0, 2)}`));
  const area = isAreaCode(code5) ? await findArea(code5) : undefined;
  return area ?? error(404);
}

/** Until the district is known, or known not to be known, the desks of districts stand behind the question. */
const withoutDistricts = (stages: StageShown[], code5: string): StageShown[] =>
  stages
    .map(({ stage, windows }) => ({
      stage,
      windows: windows.filter((one) => !isForDistrict(one, code5)),
    }))
    .filter(({ windows }) => windows.length > 0);

const longest = 80;

/** Where a municipality has districts: which one was chosen, or found by its postal code. */
async function districtChosen({ code5 }: Area, url: URL) {
  const districts = await districtsAsked(code5);
  const asked = url.searchParams.get('district');
  const postal = readableLine(url.searchParams.get('postal') ?? '').slice(0, longest);
  const found = postal && districts.length > 0 ? await districtsOfPostalCode(code5, postal) : [];
  const [only, ...others] = found;
  if (only && others.length === 0) redirect(303, pageOf(code5, only));
  const shown = found.length > 0 ? found : districts;
  return {
    districts: shown.map(({ id, name, streetNames }) => ({ id, name, streetNames })),
    district: districts.find(({ id }) => id === asked),
    districtUnknown: asked === 'unknown',
    postal,
    postalUnknown: postal !== '' && found.length === 0,
    inventedDistricts: districts.some(({ demonstration }) => demonstration),
  };
}

const pageOf = (code5: string, district: District): string =>
  localizeHref(`/areas/${code5}?district=${district.id}`);

const withPresence = (stages: StageShown[], at: Date) =>
  Promise.all(
    stages.map(async ({ stage, windows }) => ({ stage, windows: await windowsNow(windows, at) })),
  );

async function nearest(codes: string[]): Promise<Area[]> {
  const shown = codes.slice(0, neighboursShown);
  const areas = await findAreas(shown);
  return areas.sort((a, b) => shown.indexOf(a.code5) - shown.indexOf(b.code5));
}

const sessionsAround = async (area: Area, areas: string[]) =>
  eachOnceFirst(
    await listOccurrences({ areas, prefCode: area.prefCode, online: false, days: daysAhead }),
    sessionsShown,
  );
