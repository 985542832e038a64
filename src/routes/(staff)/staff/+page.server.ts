import { hasSecondFactor } from '#accounts/server';
import { now } from '#platform/clock';
import { localDate } from '#platform/tokyo';
import { comingOf } from '#schedule/server';
import { signedIn } from '../signed-in.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const mine = [...new Set(viewer.memberships.map((one) => one.organisationId))];
  const [rows, factor] = await Promise.all([
    comingOf(mine, { limit: 30 }),
    hasSecondFactor(viewer),
  ]);
  const today = localDate(now());
  return {
    today: rows.filter((row) => row.date === today || row.onNow),
    coming: rows.filter((row) => row.date !== today && !row.onNow),
    factor,
  };
};
