/** What the list page shows: the address understood, the place found, its week or month searched. */
import type { Area, Around } from '#areas';
import { areasNear, placeNamed } from '#areas/server';
import { now } from '#platform/clock';
import { localDate, type LocalDate } from '#platform/tokyo';
import type { PageFilter, Reach } from './filter.ts';
import type { OccurrenceFilter } from './scope-queries.server.ts';
import { findNextDate, searchOccurrences, type SearchResult } from './search.server.ts';
import { daysShown } from './span.ts';

/** What the area field came to. */
export type Place =
  | { kind: 'everywhere' }
  | ({ kind: 'area'; area: Area; reach: Reach; areas: string[] } & Around)
  | { kind: 'prefecture'; prefCode: string; name: string }
  | { kind: 'several'; areas: Area[] }
  | { kind: 'unknown' };

export interface Listing extends SearchResult {
  place: Place;
  from: LocalDate;
  today: LocalDate;
  /** Where nothing was found: the next day that has something, looked for half a year ahead. */
  nextDate: LocalDate | null;
}

const LOOK_AHEAD_DAYS = 180;
const MOST_ASKED = 12;

/** The week or month that the address asks for; an area not understood shows everything. */
export async function browse(filter: PageFilter): Promise<Listing> {
  const today = localDate(now());
  const { from, days } = daysShown(filter, today);
  const place = await placeAsked(filter.area, filter.reach);
  const { area: _, from: __, ...choices } = filter;
  const wanted: OccurrenceFilter = { ...choices, ...scopeOf(place), from, days };
  const found = await searchOccurrences(wanted);
  const nextDate =
    found.total === 0 ? await findNextDate({ ...wanted, days: LOOK_AHEAD_DAYS }) : null;
  return { ...found, place, from, today, nextDate };
}

/** What a place leaves of the schedule. */
export function scopeOf(place: Place): OccurrenceFilter {
  if (place.kind === 'area')
    return place.reach === 'prefecture'
      ? { prefCode: place.prefCode }
      : { areas: place.areas, prefCode: place.prefCode };
  return place.kind === 'prefecture' ? { prefCode: place.prefCode } : {};
}

/** What was typed, with what counts as near it; a name that several towns bear is asked back. */
export async function placeAsked(text: string, reach: Reach): Promise<Place> {
  const named = await placeNamed(text);
  if (named.kind === 'nothing') return { kind: 'everywhere' };
  if (named.kind === 'prefecture') return { kind: 'prefecture', ...named.prefecture };
  if (named.kind === 'several') return { kind: 'several', areas: named.areas.slice(0, MOST_ASKED) };
  if (named.kind === 'unknown') return named;
  const { area } = named;
  const { code5, prefCode } = area;
  const near = await areasNear(code5);
  const areas = reach === 'near' ? near.codes : [code5];
  return { kind: 'area', area, reach, areas, code5, prefCode, near };
}
