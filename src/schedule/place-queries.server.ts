/** Rows of gathering places: those that open next, and those of which no opening is known. */
import { db, sql } from '#platform/db';
import type { OccurrenceFilter } from './scope-queries.server.ts';

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

/** The current or next opening of each, also one called off before `tomorrow`; soonest first. At most 200. */
export async function listNextOpenings(
  filter: PlaceFilter,
  at: Date,
  tomorrow: Date,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select n.id from series s
    cross join lateral (
      select o.id, o.starts_at from occurrences o
      where o.series_id = s.id and o.ends_at > ${at} and (o.state = 'scheduled' or o.starts_at < ${tomorrow})
      order by o.starts_at limit 1) n
    where ${isPlace(filter)}
    order by n.starts_at limit ${MOST_OPEN}`.execute(db);
  return rows.map(({ id }) => id);
}

/** By title. At most 100. */
export async function listWithoutOpening(filter: PlaceFilter, at: Date): Promise<QuietPlace[]> {
  const { rows } = await sql<QuietPlace>`
    select s.id as "seriesId", s.title, g.name as organisation, a.name as area, s.place_name as "placeName",
      s.schedule_text as "scheduleText", s.source_url as "sourceUrl", s.source_date as "sourceDate"
    from series s
    join organisations g on g.id = s.organisation_id
    left join areas a on a.code5 = s.code5
    where ${isPlace(filter)}
      and not exists (
        select from occurrences o where o.series_id = s.id and o.ends_at > ${at} and o.state = 'scheduled')
    order by s.title limit ${MOST_QUIET}`.execute(db);
  return rows;
}

const isPlace = (filter: PlaceFilter) =>
  sql`s.kind = 'gathering_place' and s.state = 'published' and s.shown and ${inPlace(filter)}`;

function inPlace({ areas, prefCode }: PlaceFilter) {
  if (areas)
    return sql`(s.code5 = any(${areas}::text[]) or (s.code5 is null and s.pref_code = ${prefCode ?? ''}))`;
  return prefCode ? sql`s.pref_code = ${prefCode}` : sql`true`;
}
