import type { Area } from '#areas';
import { findArea, findDistrict } from '#areas/server';
import { now } from '#platform/clock';
import { db, type Database } from '#platform/db';
import { localDate } from '#platform/tokyo';
import { selectWindows } from './queries.server.ts';
import { routeOfArea, stage, type RouteStage } from './route.ts';
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
): Promise<RouteStage[]> =>
  routeFrom(code5 ? await findArea(code5) : undefined, prefCode, districtId);

/** The same for a municipality that is known. */
export async function routeFrom(
  area: Pick<Area, 'code5'> | undefined,
  prefCode: string | null,
  districtId: string | null,
): Promise<RouteStage[]> {
  if (area) {
    const district = districtId ? await findDistrict(area.code5, districtId) : undefined;
    return routeOfArea(area.code5, district, await windowsFor(area.code5, district?.id));
  }
  return routeBeyond(prefCode);
}

/** Past what is near: from the prefecture's windows on, or nationwide only. */
export async function routeBeyond(
  prefCode: string | null,
  database: Database = db,
): Promise<RouteStage[]> {
  const all = await selectWindows(database, {}, localDate(now()));
  const nationwide = stage(
    'nationwide',
    all.filter((w) => w.level === 'nationwide'),
  );
  if (!prefCode) return [nationwide];
  const centres = all.filter((w) => w.level === 'prefecture' && w.prefCode === prefCode);
  return [stage('prefecture', centres), nationwide];
}
