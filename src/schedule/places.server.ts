/** Gathering places by area: open now first, then whichever opens next. */
import { now } from '#platform/clock';
import { addDays, instantOf, localDate } from '#platform/tokyo';
import { linesOf } from './line-queries.server.ts';
import type { OccurrenceRow } from './occurrence.ts';
import {
  listNextOpenings,
  listWithoutOpening,
  type PlaceFilter,
  type QuietPlace,
} from './place-queries.server.ts';
import { rulesOfAll } from './rule-queries.server.ts';
import type { Rule } from './rule.ts';

export type { QuietPlace } from './place-queries.server.ts';

export interface OpenPlace {
  /** Its current or next opening. */
  opening: OccurrenceRow;
  rules: Rule[];
  /** It is not usually in the place asked for: this opening brings it. */
  visits: boolean;
}

/** Places with a coming opening, or one that is called off today, soonest first; those that opened already are the first. At most 200. */
export async function placesOpen(filter: PlaceFilter): Promise<OpenPlace[]> {
  const at = now();
  const tomorrow = instantOf(addDays(localDate(at), 1), '00:00');
  const next = await listNextOpenings(filter, at, tomorrow);
  const visits = new Map(next.map((one) => [one.id, one.visits]));
  const openings = await linesOf([...visits.keys()], at);
  const rules = await rulesOfAll(openings.map(({ seriesId }) => seriesId));
  return openings.map((opening) => ({
    opening,
    rules: rules.get(opening.seriesId) ?? [],
    visits: visits.get(opening.id) ?? false,
  }));
}

/** Places of which no coming opening is known. At most 100. */
export const placesWithoutHours = (filter: PlaceFilter): Promise<QuietPlace[]> =>
  listWithoutOpening(filter, now());
