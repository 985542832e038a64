/** Rows of a search: a page of dates, how many of each sort there are, and the next one. */
import { db, sql } from '#platform/db';
import { instantOf, localDate, type LocalDate } from '#platform/tokyo';
import type { Facets } from './counts.ts';
import { linesOn, linesWhere, PAGE, withPage, type Page } from './line-queries.server.ts';
import type { OccurrenceRow } from './occurrence.ts';
import {
  byMethods,
  inOrder,
  inScope,
  OFFERED,
  saidOf,
  tickedOfDates,
  underBoxes,
  withFirstSteps,
  type OccurrenceFilter,
} from './scope-queries.server.ts';
import { hoursWithin } from './time-of-day.ts';
import { takesPlaceIn } from './whereabouts-queries.server.ts';

/** From the first day up to, not including, `until`. */
export interface Span {
  from: LocalDate;
  until: LocalDate;
}

const within = ({ from, until }: Span) =>
  sql`o.starts_at >= ${instantOf(from, '00:00')} and o.starts_at < ${instantOf(until, '00:00')}`;

const atTimes = ({ times = [] }: OccurrenceFilter, { from, until }: Span) =>
  times.length > 0
    ? sql`o.starts_at <@ ${hoursWithin(times, from, until)}::tstzmultirange`
    : sql`true`;

/** A page's place in the list. */
export interface PageAsked {
  limit: number;
  offset: number;
}

const pageWhere = (filter: OccurrenceFilter, span: Span, { limit, offset }: PageAsked) =>
  sql`${inScope(filter)} and ${underBoxes(filter)} and ${within(span)} and ${atTimes(filter, span)}
    and ${takesPlaceIn(filter)} and ${saidOf(filter)} and ${byMethods(filter)}
    order by ${inOrder(filter)} limit ${sql.lit(limit)} ${offset > 0 ? sql`offset ${offset}` : sql``}`;

export const listPage = (
  filter: OccurrenceFilter,
  span: Span,
  page: PageAsked,
  at: Date,
): Promise<OccurrenceRow[]> => linesWhere(pageWhere(filter, span, page), at);

/** Dates of series that no box tells apart. */
export interface Alike extends Facets {
  /** When each begins, in seconds. */
  starts: number[];
}

/** A page, and what is counted beside the boxes: one statement, for the way to the database costs more than either. */
export async function listPageAndAlike(
  filter: OccurrenceFilter,
  span: Span,
  page: PageAsked,
  at: Date,
): Promise<{ rows: OccurrenceRow[]; alike: Alike[] }> {
  const { rows } = await sql<Page & { alike: Alike[] }>`
    ${withPage(pageWhere(filter, span, page))}
    select ${PAGE}, (select coalesce(json_agg(a), '[]') from (${alikeOf(filter, span)}) a) as alike`.execute(
    db,
  );
  return { rows: await linesOn(rows[0], at), alike: rows[0]?.alike ?? [] };
}

/** Whatever the time of day; what two groups of boxes leave out is left out. */
function alikeOf(filter: OccurrenceFilter, span: Span) {
  const boxes = tickedOfDates(filter);
  const missed = boxes.map(({ group, fits }) => sql`when not ${fits} then ${sql.lit(group)}`);
  const misses = boxes.map(({ fits }) => sql`(not ${fits})::int`);
  return sql`
    select s.category, s.format, ${OFFERED} as methods, s.audience, s.topics, s.first_steps as "firstSteps",
      case ${sql.join([...missed, sql`when false then ''`], sql` `)} end as missed,
      json_agg(date_part('epoch', o.starts_at)) as starts
    from series s join occurrences o on o.series_id = s.id
    where ${inScope(filter)} and ${withFirstSteps(filter)} and ${within(span)} and ${takesPlaceIn(filter)}
      and ${saidOf(filter)} and ${sql.join([...misses, sql`0`], sql` + `)} <= 1
    group by 1, 2, 3, 4, 5, 6, 7`;
}

/** The first day of the span that has something: each series that fits is asked for its own first. */
export async function findFirstDay(
  filter: OccurrenceFilter,
  span: Span,
): Promise<LocalDate | null> {
  const { rows } = await sql<{ first: Date | null }>`
    select min(o.starts_at) as first from series s
    cross join lateral (
      select o.starts_at from occurrences o
      where o.series_id = s.id and ${within(span)} and ${atTimes(filter, span)} and ${takesPlaceIn(filter)}
        and ${saidOf(filter)} and ${byMethods(filter)}
      order by o.starts_at limit 1) o
    where ${inScope(filter)} and ${underBoxes(filter)}`.execute(db);
  const first = rows[0]?.first;
  return first ? localDate(first) : null;
}
