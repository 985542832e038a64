/** Where a press comes from, and the route that leads on from there. */
import { listPrefectures } from '#areas/server';
import { db, type Database } from '#platform/db';
import { routeBeyond, routeFrom } from '#windows/server';
import { chosenFirst, frozenRoute, type RouteStage } from '../route.ts';
import type { Contact } from '../contact-queries.server.ts';
import type { Press } from '../input.ts';
import { together } from './together.server.ts';

export interface Place {
  code5: string | null;
  prefCode: string | null;
  route: RouteStage[];
}

type From = Pick<Press, 'code5' | 'districtId' | 'prefCode' | 'skipsNearby' | 'language'>;

/** An unknown area is none: the press still goes through. Who presses from one place in the same moment has one route. */
export const placeOf = together((froms: From[]) => {
  const places = new Map<string, Promise<Place>>();
  return Promise.all(
    froms.map((from) => {
      const found = places.get(keyOf(from)) ?? findPlace(from);
      places.set(keyOf(from), found);
      return found;
    }),
  );
});

const keyOf = ({ code5, districtId, prefCode, skipsNearby, language }: From): string =>
  JSON.stringify([code5, districtId, prefCode, skipsNearby, language]);

async function findPlace(from: From): Promise<Place> {
  const [prefCode, { area, stages }] = await Promise.all([
    knownPrefecture(from.prefCode),
    routeFrom(from.code5, from.prefCode, from.districtId),
  ]);
  return {
    code5: area?.code5 ?? null,
    prefCode: area?.prefCode ?? prefCode,
    route: frozenRoute(stages, from),
  };
}

const knownPrefecture = async (prefCode: string | null): Promise<string | null> =>
  prefCode && (await listPrefectures()).some((one) => one.prefCode === prefCode) ? prefCode : null;

type Led = Pick<Contact, 'route' | 'pref_code' | 'language'>;

/** A letter was for one window alone: whoever calls is led on from there, as after any press. */
export async function wholeRoute(contact: Led, database: Database = db): Promise<RouteStage[]> {
  const [first, ...more] = contact.route;
  if (first?.stage !== 'chosen' || more.length > 0) return contact.route;
  return chosenFirst(first.windows, await wayBeyond(contact, database));
}

/** Past what is near, as it is today. */
export const wayBeyond = async (
  { pref_code, language }: Omit<Led, 'route'>,
  database: Database,
): Promise<RouteStage[]> =>
  frozenRoute(await routeBeyond(pref_code, database), { skipsNearby: false, language });
