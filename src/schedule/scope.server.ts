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

/** Of what begins at the same time, the nearest stands first: the town itself, its neighbours as they lie, then the rest. */
export const nearness = ({ areas }: OccurrenceFilter) =>
  areas ? sql`array_position(${areas}::text[], s.code5)` : sql`null::int`;

const MOST_WORDS = 6;

/** Every word, in any spelling; what one cannot spell otherwise is compared as it stands. */
function withWords({ text = '' }: OccurrenceFilter) {
  const words = text.split(/\s+/u).filter(Boolean).slice(0, MOST_WORDS);
  return words.length === 0 ? sql`true` : sql.join(words.map(withWord), sql` and `);
}

function withWord(word: string) {
  // Asked as sub-selects: each is worked out once, not for every row.
  const asWritten = sql`(select folded(${word}))`;
  const inOneSpelling = sql`(select in_one_spelling(${word}))`;
  const within = (column: ReturnType<typeof sql>) =>
    sql`(strpos(${column}, ${asWritten}) > 0 or strpos(${column}, ${inOneSpelling}) > 0)`;
  return sql`(${within(sql`s.search_text`)}
    or exists (select from organisations g where g.id = s.organisation_id and ${within(sql`g.search_text`)})
    or exists (select from areas a where a.code5 = s.code5 and ${within(sql`folded(a.name)`)}))`;
}
