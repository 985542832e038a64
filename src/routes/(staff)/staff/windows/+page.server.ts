import { findAreas } from '#areas/server';
import { now } from '#platform/clock';
import { readableLine } from '#platform/text';
import { localDate } from '#platform/tokyo';
import { KEPT_SHOWN, keepsDistricts, keptWindows, organisationsToKeep } from '#windows/server';
import { signedIn } from '../../signed-in.server.ts';
import type { PageServerLoad } from './$types';

const LONGEST = 80;

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const asked = event.url.searchParams;
  const text = readableLine(asked.get('q') ?? '').slice(0, LONGEST);
  const page = Math.min(Math.max(Math.trunc(Number(asked.get('page'))) || 1, 1), 10_000);
  const { windows, count } = await keptWindows(viewer, { text, page });
  const codes = [...new Set(windows.flatMap(({ code5 }) => code5 ?? []))];
  const places = new Map((await findAreas(codes)).map((area) => [area.code5, area.name]));
  return {
    today: localDate(now()),
    text,
    page,
    pages: Math.ceil(count / KEPT_SHOWN),
    count,
    mayAdd: (await organisationsToKeep(viewer)).length > 0,
    keepsDistricts: await keepsDistricts(viewer),
    windows: windows.map((one) => ({ ...one, place: places.get(one.code5 ?? '') ?? null })),
  };
};
