import { error } from '@sveltejs/kit';
import { findAreas, listPrefectures } from '#areas/server';
import { now } from '#platform/clock';
import { localDate } from '#platform/tokyo';
import { findWindow } from '#windows/server';
import { windowsNow } from '../window-now.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params }) => {
  const window = await findWindow(params.id);
  if (!window) error(404);
  const at = now();
  const [shown] = await windowsNow([window], at);
  if (!shown) error(404);
  return {
    shown,
    now: at,
    today: localDate(at),
    serves: await findAreas(window.serves),
    excludes: await findAreas(window.excludes),
    prefecture: (await listPrefectures()).find(({ prefCode }) => prefCode === window.prefCode),
  };
};
