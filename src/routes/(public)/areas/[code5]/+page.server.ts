import { error, redirect } from '@sveltejs/kit';
import { isAreaCode, type Area } from '#areas';
import { areasNear, findArea, findAreas } from '#areas/server';
import { now } from '#platform/clock';
import { localDate } from '#platform/tokyo';
import { localizeHref } from '#paraglide/runtime';
import { searchOccurrences } from '#schedule/server';
import { stagesShown, type StageShown } from '#windows';
import { linesNow, windowsFor } from '#windows/server';
import { windowsNow } from '../../windows/window-now.server.ts';
import type { PageServerLoad } from './$types';

const linesShown = 4;
const sessionsShown = 4;
const neighboursShown = 8;
const daysAhead = 28;

export const load: PageServerLoad = async ({ params, url }) => {
  const area = await areaOf(params.code5);
  const at = now();
  const [found, near, lines] = await Promise.all([
    windowsFor(area.code5),
    areasNear(area.code5),
    linesNow(at, area.prefCode),
  ]);
  const { first, further } = stagesShown(found);
  return {
    area,
    now: at,
    today: localDate(at),
    address: url.origin + url.pathname,
    reason: found.fallbackReason,
    first: await withPresence(first, at),
    further: await withPresence(further, at),
    sessions: await sessionsAround(area, near.codes),
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

const withPresence = (stages: StageShown[], at: Date) =>
  Promise.all(
    stages.map(async ({ stage, windows }) => ({ stage, windows: await windowsNow(windows, at) })),
  );

async function nearest(codes: string[]): Promise<Area[]> {
  const shown = codes.slice(0, neighboursShown);
  const areas = await findAreas(shown);
  return areas.sort((a, b) => shown.indexOf(a.code5) - shown.indexOf(b.code5));
}

async function sessionsAround(area: Area, codes: string[]) {
  const found = await searchOccurrences({
    areas: codes,
    prefCode: area.prefCode,
    online: false,
    days: daysAhead,
  });
  return found.days.flatMap(({ rows }) => rows).slice(0, sessionsShown);
}
