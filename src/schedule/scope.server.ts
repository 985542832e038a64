/** What a reader's place and words leave of the schedule, as SQL over `series s` and `occurrences o`. */
import { sql } from '#platform/db';
import type { LocalDate } from '#platform/tokyo';
import type { Choices } from './filter.ts';
import { SERIES_KINDS } from './occurrence.ts';

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

/** One index range per town and kind; what belongs to no town sits at NULL in the same index; hybrid ones reach anywhere. */
export function withinPlace({ areas, online = true }: OccurrenceFilter, from: Date, until: Date) {
  const span = sql`o.starts_at >= ${from} and o.starts_at < ${until}`;
  const shape = sql`o.id, o.series_id, o.starts_at`;
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

/** Of the series: published, in the place asked for, with the words asked for. */
export const inScope = (filter: OccurrenceFilter) =>
  sql`s.shown and ${inPlace(filter)} and ${withWords(filter)}`;

function inPlace({ areas, prefCode, online = true }: OccurrenceFilter) {
  const anywhere = (formats: string[]) =>
    online ? sql`s.format = any(${formats}::text[])` : sql`false`;
  if (areas)
    return sql`(
      (s.format <> 'online' and (s.code5 = any(${areas}::text[])
        or (s.code5 is null and s.pref_code = ${prefCode ?? ''})))
      or ${anywhere(['online', 'hybrid'])})`;
  if (prefCode)
    return sql`((s.format <> 'online' and s.pref_code = ${prefCode}) or ${anywhere(['online'])})`;
  return online ? sql`true` : sql`s.format <> 'online'`;
}

function withWords({ text }: OccurrenceFilter) {
  if (!text) return sql`true`;
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`concat_ws(' ', s.title, s.summary, s.place_name, array_to_string(s.topics, ' '),
    (select g.name from organisations g where g.id = s.organisation_id)) ilike ${pattern}`;
}
