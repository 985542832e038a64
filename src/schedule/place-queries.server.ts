/** Rows of gathering places: those that open next, and those of which no opening is known. */
import { db, sql } from '#platform/db';
import type { OccurrenceFilter } from './scope-queries.server.ts';
import { lies } from './whereabouts-queries.server.ts';

/** Places that publish no further opening hours; shown below the others. */
export interface QuietPlace {
  seriesId: string;
  title: string;
  organisation: string;
  area: string | null;
  placeName: string;
  scheduleText: string;
  sourceUrl: string | null;
  sourceDate: string | null;
}

export type PlaceFilter = Pick<OccurrenceFilter, 'areas' | 'prefCode'>;

const MOST_OPEN = 200;
const MOST_QUIET = 100;

/** An opening, and whether it is its place's only way here: it is usually elsewhere. */
export interface NextOpening {
  id: string;
  visits: boolean;
}

/**
 * The current or next opening of each, also one called off before `tomorrow`; soonest first. Of a place that is elsewhere for
 * a day the next one in the place asked for, where there is any. At most 200.
 */
export async function listNextOpenings(
  filter: PlaceFilter,
  at: Date,
  tomorrow: Date,
): Promise<NextOpening[]> {
  const { rows } = await sql<NextOpening>`
    select n.id, not ${inPlace(filter)} as visits from series s
    cross join lateral (
      select o.id, o.starts_at from occurrences o
      where o.series_id = s.id and o.ends_at > ${at} and (o.state = 'scheduled' or o.starts_at < ${tomorrow})
      order by ${awayLast(filter)} o.starts_at limit 1) n
    where ${isPlace} and (${inPlace(filter)} or ${comesTo(filter, at)})
    order by n.starts_at limit ${MOST_OPEN}`.execute(db);
  return rows;
}

/** By title. At most 100. */
export async function listWithoutOpening(filter: PlaceFilter, at: Date): Promise<QuietPlace[]> {
  const { rows } = await sql<QuietPlace>`
    select s.id as "seriesId", s.title, g.name as organisation, a.name as area, s.place_name as "placeName",
      s.schedule_text as "scheduleText", s.source_url as "sourceUrl", s.source_date as "sourceDate"
    from series s
    join organisations g on g.id = s.organisation_id
    left join areas a on a.code5 = s.code5
    where ${isPlace} and ${inPlace(filter)}
      and not exists (
        select from occurrences o where o.series_id = s.id and o.ends_at > ${at} and o.state = 'scheduled')
    order by s.title limit ${MOST_QUIET}`.execute(db);
  return rows;
}

const isPlace = sql`s.kind = 'gathering_place' and s.state = 'published' and s.shown`;

/** Usually. */
function inPlace({ areas, prefCode }: PlaceFilter) {
  if (areas)
    return sql`(s.code5 = any(${areas}::text[]) or (s.code5 is null and s.pref_code = ${prefCode ?? ''}))`;
  return prefCode ? sql`(s.pref_code = ${prefCode})` : sql`true`;
}

const isBounded = ({ areas, prefCode }: PlaceFilter) =>
  areas !== undefined || prefCode !== undefined;

/** One opening alone may be there, or away. */
const awayLast = (filter: PlaceFilter) =>
  isBounded(filter)
    ? sql`case when o.place_code5 is null then ${inPlace(filter)} else ${lies('o', filter)} end desc,`
    : sql``;

const comesTo = (filter: PlaceFilter, at: Date) =>
  isBounded(filter)
    ? sql`s.id = any(array(
        select x.series_id from occurrences x where x.place_code5 is not null and ${lies('x', filter)}
          and x.ends_at > ${at} and x.state = 'scheduled'))`
    : sql`false`;
