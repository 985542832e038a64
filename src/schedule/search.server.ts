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
  type Choices,
  type Counts,
  type Facets,
  type TimeOfDay,
} from './filter.ts';
import {
  categoryOf,
  SERIES_KINDS,
  type Audience,
  type Category,
  type FirstStep,
  type Format,
  type OccurrenceRow,
  type SeriesKind,
} from './occurrence.ts';
import { linesOf } from './queries.server.ts';

export interface OccurrenceFilter extends Partial<Choices> {
  /** Five-digit codes; left out, everywhere (in `prefCode`, if given). */
  areas?: string[];
  /** With `areas`: their prefecture, whose own prefecture-wide sessions are added. */
  prefCode?: string;
  /** False leaves out what is online only and therefore in no town; true unless told. */
  online?: boolean;
  /** First day, today unless told. */
  from?: LocalDate;
  /** How many days, a week unless told. */
  days?: number;
  text?: string;
  page?: number;
}

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
const NONE: Choices = { kinds: [], ways: [], audience: [], firstSteps: [], times: [] };

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
  const pattern = filter.text ? `%${filter.text.replace(/[\\%_]/g, '\\$&')}%` : null;
  const { rows } = await sql<{
    id: string;
    starts_at: Date;
    kind: SeriesKind;
    audience: Audience[];
    format: Format;
    first_steps: FirstStep[];
  }>`
    select o.id, o.starts_at, s.kind, s.audience, s.format, s.first_steps
    from (${withinPlace(filter, instantOf(from, '00:00'), instantOf(until, '00:00'))}) o
    join series s on s.id = o.series_id
    ${
      pattern
        ? sql`join organisations g on g.id = s.organisation_id
              where concat_ws(' ', s.title, s.summary, s.place_name, g.name, array_to_string(s.topics, ' ')) ilike ${pattern} and`
        : sql`where`
    } s.state <> 'draft' and ${inScope(filter)}
    order by o.starts_at, o.id`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    date: localDate(row.starts_at),
    category: categoryOf(row.kind, row.audience),
    format: row.format,
    audience: row.audience,
    firstSteps: row.first_steps,
    time: timeOfDay(row.starts_at),
  }));
}

/** One index range per town and kind; what belongs to no town sits at NULL in the same index; hybrid ones reach anywhere. */
function withinPlace({ areas, online = true }: OccurrenceFilter, from: Date, until: Date) {
  const span = sql`o.starts_at >= ${from} and o.starts_at < ${until}`;
  const shape = sql`o.id, o.series_id, o.code5, o.starts_at`;
  if (!areas) return sql`select ${shape} from occurrences o where ${span}`;
  return sql`
    select o.* from unnest(${areas}::text[]) as place (code5)
      cross join unnest(${[...SERIES_KINDS]}::text[]) as wanted (kind)
      cross join lateral (
        select ${shape} from occurrences o
        where o.code5 = place.code5 and o.kind = wanted.kind and ${span}) o
    union all
    select o.* from unnest(${[...SERIES_KINDS]}::text[]) as wanted (kind)
      cross join lateral (
        select ${shape} from occurrences o
        where o.code5 is null and o.kind = wanted.kind and ${span}) o
    union all
    select o.* from series h
      cross join lateral (
        select ${shape} from occurrences o
        where o.series_id = h.id and o.code5 <> all(${areas}::text[]) and ${span}) o
    where h.format = 'hybrid' and ${online}`;
}

function inScope({ areas, prefCode, online = true }: OccurrenceFilter) {
  const anywhere = online ? sql`s.format = 'online'` : sql`false`;
  const prefecture = prefCode
    ? sql`(s.format <> 'online' and o.code5 is null and s.pref_code = ${prefCode})`
    : sql`false`;
  if (areas) return sql`(o.code5 is not null or ${anywhere} or ${prefecture})`;
  if (prefCode) return sql`((s.format <> 'online' and s.pref_code = ${prefCode}) or ${anywhere})`;
  return online ? sql`true` : sql`s.format <> 'online'`;
}

const EVENING = '17:00';

function timeOfDay(startsAt: Date): TimeOfDay {
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
