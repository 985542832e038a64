/** Finding occurrences: a page of them, and what each box and each day would show. */
import { now } from '#platform/clock';
import { isHoliday } from '#platform/holidays';
import { addDays, localDate, weekdayOf, type LocalDate } from '#platform/tokyo';
import { countsByDay, countsOf, type Counts, type DayCounts, type Tally } from './counts.ts';
import type { TimeOfDay } from './filter.ts';
import type { OccurrenceRow } from './occurrence.ts';
import type { OccurrenceFilter } from './scope-queries.server.ts';
import {
  findFirstDay,
  listPage,
  listPageAndAlike,
  type Alike,
  type Span,
} from './search-queries.server.ts';
import { timeOfDay } from './time-of-day.ts';

export interface DayOverview {
  date: LocalDate;
  /** Weekday Monday 1 … Sunday 7. */
  weekday: number;
  holiday: boolean;
  /** How many match, by category; cancelled ones are among them. */
  categories: DayCounts;
  total: number;
}

export interface SearchResult {
  days: { date: LocalDate; rows: OccurrenceRow[] }[];
  overview: DayOverview[];
  counts: Counts;
  total: number;
  pages: number;
}

const LINES_A_PAGE = 60;

/** Full and cancelled ones stay listed; what began before `from` is not. */
export async function searchOccurrences(filter: OccurrenceFilter): Promise<SearchResult> {
  const span = spanOf(filter);
  const { rows, alike } = await listPageAndAlike(filter, span, pageOf(filter), now());
  const tallies = talliesOf(alike, filter.times ?? []);
  const overview = overviewOf(tallies, span);
  const total = overview.reduce((sum, day) => sum + day.total, 0);
  return {
    days: [...Map.groupBy(rows, (row) => row.date)].map(([date, ofDay]) => ({ date, rows: ofDay })),
    overview,
    counts: countsOf(tallies),
    total,
    pages: Math.max(1, Math.ceil(total / LINES_A_PAGE)),
  };
}

/** The same lines where nobody ticks boxes. */
export const listOccurrences = (
  filter: OccurrenceFilter,
  limit = LINES_A_PAGE,
): Promise<OccurrenceRow[]> => listPage(filter, spanOf(filter), pageOf(filter, limit), now());

const pageOf = ({ page = 1 }: OccurrenceFilter, limit = LINES_A_PAGE) => ({
  limit,
  offset: (page - 1) * limit,
});

/** The first day of the span that has something. */
export const findNextDate = (filter: OccurrenceFilter): Promise<LocalDate | null> =>
  findFirstDay(filter, spanOf(filter));

function spanOf({ from = localDate(now()), days = 7 }: OccurrenceFilter): Span {
  return { from, until: addDays(from, days) };
}

interface When {
  date: LocalDate;
  time: TimeOfDay;
}

function talliesOf(alike: Alike[], times: TimeOfDay[]): Tally[] {
  const whenOf = rememberedWhen();
  return alike.flatMap(({ starts, ...facets }) => {
    const began = Map.groupBy(starts, whenOf);
    return [...began].flatMap(([when, { length: count }]) => {
      const isMissed = times.length > 0 && !times.includes(when.time);
      if (isMissed && facets.missed !== null) return [];
      return [{ ...facets, ...when, missed: isMissed ? 'times' : facets.missed, count }];
    });
  });
}

/** Each start is worked out once, however many dates have it; starts within one part of a day share one object, by which they are grouped. */
function rememberedWhen(): (start: number) => When {
  const [ofStart, ofPart] = [new Map<number, When>(), new Map<string, When>()];
  return (start) => {
    const known = ofStart.get(start);
    if (known) return known;
    const at = new Date(start * 1000);
    const [date, time] = [localDate(at), timeOfDay(at)];
    const when = ofPart.get(date + time) ?? { date, time };
    ofPart.set(date + time, when);
    ofStart.set(start, when);
    return when;
  };
}

function overviewOf(tallies: Tally[], { from, until }: Span): DayOverview[] {
  const counted = countsByDay(tallies);
  const overview: DayOverview[] = [];
  for (let date = from; date < until; date = addDays(date, 1)) {
    const categories = counted.get(date) ?? {};
    overview.push({
      date,
      weekday: weekdayOf(date),
      holiday: isHoliday(date),
      categories,
      total: Object.values(categories).reduce((sum, count) => sum + count, 0),
    });
  }
  return overview;
}
