/** Finding occurrences: what is within place and time comes from the index, what the boxes say is pure. */
import { now } from '#platform/clock';
import { db, sql } from '#platform/db';
import {
  addDays,
  instantOf,
  localDate,
  localTime,
  weekdayOf,
  type LocalDate,
} from '#platform/tokyo';
import { isHoliday } from './dates.ts';
import {
  countsOf,
  matches,
  matchesButForTime,
  type Choices,
  type Counts,
  type Facets,
  type TimeOfDay,
} from './filter.ts';
import {
  categoryOf,
  type Audience,
  type Category,
  type FirstStep,
  type Format,
  type OccurrenceRow,
  type SeriesKind,
  type Topic,
} from './occurrence.ts';
import { linesOf } from './queries.server.ts';
import { inScope, nearness, withinPlace, type OccurrenceFilter } from './scope.server.ts';

export interface DayOverview {
  date: LocalDate;
  /** Weekday Monday 1 … Sunday 7. */
  weekday: number;
  holiday: boolean;
  /** How many match, by category; cancelled ones are among them. */
  categories: Partial<Record<Category, number>>;
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
const NONE: Choices = {
  kinds: [],
  ways: [],
  audience: [],
  topics: [],
  firstSteps: [],
  times: [],
};

/** Full and cancelled ones stay listed; what began before `from` is not. */
export async function searchOccurrences(filter: OccurrenceFilter): Promise<SearchResult> {
  const at = now();
  const from = filter.from ?? localDate(at);
  const choices = { ...NONE, ...filter };
  const candidates = await candidatesOf(filter, from, addDays(from, filter.days ?? 7));
  const found = candidates.filter((candidate) => matches(candidate, choices));
  const page = (filter.page ?? 1) - 1;
  const shown = found.slice(page * LINES_A_PAGE, (page + 1) * LINES_A_PAGE);
  return {
    days: byDay(
      await linesOf(
        shown.map(({ id }) => id),
        at,
      ),
    ),
    overview: overviewOf(found, from, filter.days ?? 7),
    counts: countsOf(candidates, choices),
    total: found.length,
    pages: Math.max(1, Math.ceil(found.length / LINES_A_PAGE)),
  };
}

interface Candidate extends Facets {
  id: string;
  date: LocalDate;
}

async function candidatesOf(
  filter: OccurrenceFilter,
  from: LocalDate,
  until: LocalDate,
): Promise<Candidate[]> {
  const { rows } = await sql<SeriesFacets & { id: string; starts_at: Date }>`
    select o.id, o.starts_at, ${FACETS}
    from (${withinPlace(filter, instantOf(from, '00:00'), instantOf(until, '00:00'))}) o
    join series s on s.id = o.series_id
    where ${inScope(filter)}
    order by o.starts_at, ${nearness(filter)}, o.id`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    date: localDate(row.starts_at),
    ...facetsOf(row),
    time: timeOfDay(row.starts_at),
  }));
}

export interface SeriesFacets {
  kind: SeriesKind;
  audience: Audience[];
  format: Format;
  topics: Topic[];
  first_steps: FirstStep[];
}

/** What the boxes ask of a series, as columns of `series s`. */
export const FACETS = sql`s.kind, s.audience, s.format, s.topics, s.first_steps`;

export const facetsOf = (series: SeriesFacets) => ({
  category: categoryOf(series.kind, series.audience),
  format: series.format,
  audience: series.audience,
  topics: series.topics,
  firstSteps: series.first_steps,
});

/**
 * The first day of the span that has something. What the boxes ask is the series', but for the time of day: where no
 * series fits, no date is read.
 */
export async function findNextDate(
  filter: OccurrenceFilter & { from: LocalDate; days: number },
): Promise<LocalDate | null> {
  const { times = [], from, days } = filter;
  const choices = { ...NONE, ...filter };
  const { rows } = await sql<SeriesFacets & { id: string }>`
    select s.id, ${FACETS} from series s
    where ${inScope(filter)}`.execute(db);
  const fitting = rows.filter((row) => matchesButForTime(facetsOf(row), choices));
  if (fitting.length === 0) return null;
  const { rows: starts } = await sql<{ starts_at: Date }>`
    select distinct o.starts_at from occurrences o
    where o.series_id = any(${fitting.map(({ id }) => id)}::uuid[])
      and o.starts_at >= ${instantOf(from, '00:00')}
      and o.starts_at < ${instantOf(addDays(from, days), '00:00')}
    order by o.starts_at ${times.length === 0 ? sql`limit 1` : sql``}`.execute(db);
  const first = starts.find(
    ({ starts_at }) => times.length === 0 || times.includes(timeOfDay(starts_at)),
  );
  return first ? localDate(first.starts_at) : null;
}

const EVENING = '17:00';

export function timeOfDay(startsAt: Date): TimeOfDay {
  const date = localDate(startsAt);
  if (weekdayOf(date) >= 6 || isHoliday(date)) return 'weekend';
  return localTime(startsAt) >= EVENING ? 'weekday_evening' : 'weekday_day';
}

function byDay(rows: OccurrenceRow[]): SearchResult['days'] {
  const days = Map.groupBy(rows, (row) => row.date);
  return [...days].map(([date, ofDay]) => ({ date, rows: ofDay }));
}

function overviewOf(found: Candidate[], from: LocalDate, days: number): DayOverview[] {
  const dates = Array.from({ length: days }, (_, n) => addDays(from, n));
  return dates.map((date) => {
    const ofDay = found.filter((candidate) => candidate.date === date);
    const categories: DayOverview['categories'] = {};
    for (const { category } of ofDay) categories[category] = (categories[category] ?? 0) + 1;
    return {
      date,
      weekday: weekdayOf(date),
      holiday: isHoliday(date),
      categories,
      total: ofDay.length,
    };
  });
}
