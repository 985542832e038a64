/** Gathering places by area: open now first, then whichever opens next. */
import { now } from '#platform/clock';
import { db, sql } from '#platform/db';
import { addDays, instantOf, localDate } from '#platform/tokyo';
import type { OccurrenceRow } from './occurrence.ts';
import { linesOf } from './queries.server.ts';
import { rulesOfAll } from './rule-queries.server.ts';
import type { Rule } from './rule.ts';
import type { OccurrenceFilter } from './scope.server.ts';

export interface OpenPlace {
  /** Its current or next opening. */
  opening: OccurrenceRow;
  rules: Rule[];
}

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

/** Places with a coming opening, or one that is called off today, soonest first; those that opened already are the first. At most 200. */
export async function placesOpen(filter: PlaceFilter): Promise<OpenPlace[]> {
  const at = now();
  const tomorrow = instantOf(addDays(localDate(at), 1), '00:00');
  const { rows } = await sql<{ id: string }>`
    select n.id from series s
    cross join lateral (
      select o.id, o.starts_at from occurrences o
      where o.series_id = s.id and o.ends_at > ${at} and (o.state = 'scheduled' or o.starts_at < ${tomorrow})
      order by o.starts_at limit 1) n
    where s.kind = 'gathering_place' and s.state = 'published' and s.shown and ${inPlace(filter)}
    order by n.starts_at limit 200`.execute(db);
  const openings = await linesOf(
    rows.map(({ id }) => id),
    at,
  );
  const rules = await rulesOfAll(openings.map(({ seriesId }) => seriesId));
  return openings.map((opening) => ({ opening, rules: rules.get(opening.seriesId) ?? [] }));
}

/** Places of which no coming opening is known. At most 100. */
export async function placesWithoutHours(filter: PlaceFilter): Promise<QuietPlace[]> {
  const { rows } = await sql<QuietPlace>`
    select s.id as "seriesId", s.title, g.name as organisation, a.name as area, s.place_name as "placeName",
      s.schedule_text as "scheduleText", s.source_url as "sourceUrl", s.source_date as "sourceDate"
    from series s
    join organisations g on g.id = s.organisation_id
    left join areas a on a.code5 = s.code5
    where s.kind = 'gathering_place' and s.state = 'published' and s.shown and ${inPlace(filter)}
      and not exists (
        select from occurrences o where o.series_id = s.id and o.ends_at > ${now()} and o.state = 'scheduled')
    order by s.title limit 100`.execute(db);
  return rows;
}

function inPlace({ areas, prefCode }: PlaceFilter) {
  if (areas)
    return sql`(s.code5 = any(${areas}::text[]) or (s.code5 is null and s.pref_code = ${prefCode ?? ''}))`;
  return prefCode ? sql`s.pref_code = ${prefCode}` : sql`true`;
}
