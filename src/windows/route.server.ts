import type { Area } from '#areas';
import { findArea, findDistrict } from '#areas/server';
import { now } from '#platform/clock';
import { db, type Database } from '#platform/db';
import { localDate } from '#platform/tokyo';
import { windowsBeyond } from './queries.server.ts';
import { routeOfArea, type RouteStage } from './route.ts';
import { windowsFor } from './windows.server.ts';

/**
 * The windows an urgent contact passes through, in order. Every stage of the route is returned, empty ones too:
 * from its own for a municipality, from the prefecture's for a prefecture alone, else nationwide only. The desks of a
 * municipality's districts are one stage together only where the district is not known and nobody serves the whole.
 */
export const routeWindows = async (
  code5: string | null,
  prefCode: string | null,
  districtId: string | null = null,
): Promise<RouteStage[]> => (await routeFrom(code5, prefCode, districtId)).stages;

/** The same with the municipality it begins at; a code that none has is no place. */
export async function routeFrom(
  code5: string | null,
  prefCode: string | null,
  districtId: string | null,
): Promise<{ area: Area | undefined; stages: RouteStage[] }> {
  const [area, stages] = code5
    ? await Promise.all([findArea(code5), routeNear(code5, districtId)])
    : [];
  return { area, stages: area && stages ? stages : await routeBeyond(prefCode) };
}

async function routeNear(code5: string, districtId: string | null): Promise<RouteStage[]> {
  const district = districtId ? await findDistrict(code5, districtId) : undefined;
  return routeOfArea(code5, district, await windowsFor(code5, district?.id));
}

/** Past what is near: from the prefecture's windows on, or nationwide only. */
export async function routeBeyond(
  prefCode: string | null,
  database: Database = db,
): Promise<RouteStage[]> {
  const beyond = await windowsBeyond(database, prefCode, localDate(now()));
  const answering = (stage: 'prefecture' | 'nationwide') => ({
    stage,
    windows: beyond.filter(({ level }) => level === stage),
  });
  return [...(prefCode ? [answering('prefecture')] : []), answering('nationwide')];
}
