/** What the list page shows: the address understood, the place found, the week searched. */
import type { Area } from '#areas';
import { areasNear, findArea, listPrefectures, searchAreas } from '#areas/server';
import { now } from '#platform/clock';
import { localDate, type LocalDate } from '#platform/tokyo';
import type { PageFilter, Reach } from './filter.ts';
import type { OccurrenceFilter } from './scope.server.ts';
import { findNextDate, searchOccurrences, type SearchResult } from './search.server.ts';

/** What the area field came to. */
export type Place =
  | { kind: 'everywhere' }
  | { kind: 'area'; area: Area; reach: Reach; areas: string[]; prefCode: string }
  | { kind: 'prefecture'; prefCode: string; name: string }
  | { kind: 'several'; areas: Area[] }
  | { kind: 'unknown' };

export interface Week extends SearchResult {
  place: Place;
  from: LocalDate;
  today: LocalDate;
  /** Where nothing was found: the next day that has something, looked for half a year ahead. */
  nextDate: LocalDate | null;
}

const LOOK_AHEAD_DAYS = 180;

/** A week of what the address asks for, from `filter.from` or today; an area not understood shows everything. */
export async function browseWeek(filter: PageFilter): Promise<Week> {
  const today = localDate(now());
  const from = filter.from ?? today;
  const place = await placeOf(filter.area, filter.reach);
  const { area: _, from: __, ...choices } = filter;
  const wanted: OccurrenceFilter = { ...choices, ...scopeOf(place), from };
  const found = await searchOccurrences(wanted);
  const nextDate =
    found.total === 0 ? await findNextDate({ ...wanted, from, days: LOOK_AHEAD_DAYS }) : null;
  return { ...found, place, from, today, nextDate };
}

function scopeOf(place: Place): OccurrenceFilter {
  if (place.kind === 'area')
    return place.reach === 'prefecture'
      ? { prefCode: place.prefCode }
      : { areas: place.areas, prefCode: place.prefCode };
  return place.kind === 'prefecture' ? { prefCode: place.prefCode } : {};
}

/** A code, a name, kana or a postal code; names that several towns bear are asked back. */
export async function placeOf(text: string, reach: Reach): Promise<Place> {
  if (text === '') return { kind: 'everywhere' };
  const prefecture = await prefectureNamed(text);
  if (prefecture) return { kind: 'prefecture', ...prefecture };
  const coded = /^\d{5}$/.test(text) ? await findArea(text) : undefined;
  const found = coded ? [coded] : await searchAreas(text);
  const exact = found.filter((area) => area.name === text || area.kana === text);
  const [area, ...others] = exact.length > 0 ? exact : found;
  if (!area) return { kind: 'unknown' };
  if (others.length > 0) return { kind: 'several', areas: [area, ...others].slice(0, 12) };
  const areas = reach === 'near' ? (await areasNear(area.code5)).codes : [area.code5];
  return { kind: 'area', area, reach, areas, prefCode: area.prefCode };
}

async function prefectureNamed(
  text: string,
): Promise<{ prefCode: string; name: string } | undefined> {
  const prefectures = await listPrefectures();
  const found = prefectures.find(
    ({ prefCode, name }) =>
      name === text || prefCode === text || (name !== '北海道' && name.slice(0, -1) === text),
  );
  return found && { prefCode: found.prefCode, name: found.name };
}
