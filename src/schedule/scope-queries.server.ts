/** What a reader's place, words and boxes leave of the schedule, as SQL over `series s` and `occurrences o`. */
import { sql } from '#platform/db';
import type { LocalDate } from '#platform/tokyo';
import type { Choices } from './filter.ts';
import { anyOf, seriesIn, TOWN, type PlaceAsked } from './whereabouts-queries.server.ts';

export interface OccurrenceFilter extends Partial<Choices>, PlaceAsked {
  /** First day, today unless told. */
  from?: LocalDate;
  /** How many days, a week unless told. */
  days?: number;
  text?: string;
  page?: number;
}

type Condition = ReturnType<typeof sql>;

/** Of the series: published, in the place asked for, with the words asked for. */
export const inScope = (filter: OccurrenceFilter): Condition =>
  sql`s.shown and ${seriesIn(filter)} and ${withWords(filter)}`;

/** In order of time; of what begins at once the nearest first: the town itself, its neighbours as they lie, then the rest. */
export const inOrder = ({ areas }: OccurrenceFilter) =>
  areas
    ? sql`o.starts_at, array_position(${areas}::text[], ${TOWN}), o.id`
    : sql`o.starts_at, o.id`;

const MOST_WORDS = 6;

const wordsOf = ({ text = '' }: OccurrenceFilter): string[] =>
  text.split(/\s+/u).filter(Boolean).slice(0, MOST_WORDS);

const withWords = (filter: OccurrenceFilter): Condition =>
  every(
    wordsOf(filter).map(
      (word) =>
        sql`s.id = any(array(with ${asked(word)} ${usually} union all select e.series_id from (${elsewhere}) e))`,
    ),
  );

/** Of such series the dates: all, or where a word is only said of other places, those that are there. */
export const saidOf = (filter: OccurrenceFilter): Condition =>
  every(
    wordsOf(filter).map(
      (word) => sql`(
        s.id <> all(array(
          with ${asked(word)}, there as materialized (${elsewhere})
          select series_id from there where series_id not in (${usually})))
        or o.id = any(array(with ${asked(word)} select e.id from (${elsewhere}) e)))`,
    ),
  );

/** As it is written and in the one spelling. */
const asked = (word: string): Condition => sql`asked as materialized (
  select spelling, letter_pairs(spelling) as pairs
  from (select distinct unnest(array[folded(${word}), in_one_spelling(${word})])) as spelt (spelling))`;

/** The index knows the pairs of letters, not their order. */
const has = (table: 't' | 'p' | 'g' | 'a'): Condition => {
  const text = sql.ref(`${table}.search_text`);
  return sql`letter_pairs(${text}) @> asked.pairs and strpos(${text}, asked.spelling) > 0`;
};

/** In the series' own text, or in a name of those behind it or of its town. */
const usually = sql`
  select t.id from asked join series t on ${has('t')}
  union all
  select p.series_id from asked join series_organisations p on ${has('p')}
  union all
  select t.id from asked join organisations g on ${has('g')} join series t on t.organisation_id = g.id
  union all
  select t.id from asked join areas a on ${has('a')} join series t on t.code5 = a.code5`;

/** In the name of the place or town where a date alone is. */
const elsewhere = sql`
  select x.id, x.series_id from asked join occurrences x on strpos(x.search_text, asked.spelling) > 0
  union all
  select x.id, x.series_id from asked join areas a on ${has('a')} join occurrences x on x.place_code5 = a.code5`;

/** The groups of boxes that say something of a series, where any is ticked: one of a group is enough. */
export function ticked({
  kinds = [],
  ways = [],
  audience = [],
  topics = [],
}: Partial<Choices>): { group: keyof Choices; fits: Condition }[] {
  const groups = [
    ['kinds', kinds, sql`s.category = ${anyOf(kinds)}`],
    ['ways', ways, sql`(s.format = 'hybrid' or s.format = ${anyOf(ways)})`],
    ['audience', audience, sql`s.audience && ${audience}::text[]`],
    ['topics', topics, sql`s.topics && ${topics}::text[]`],
  ] as const;
  return groups.flatMap(([group, boxes, fits]) => (boxes.length > 0 ? [{ group, fits }] : []));
}

/** A consultation's slot is by what its supporter offers; of whom nothing is known listens in writing. */
export const OFFERED = sql`case when s.kind = 'peer_consultation' then coalesce((
  select v.methods from availabilities v where v.series_id = o.series_id and v.account_id = o.supporter_account_id),
  array['text']) end`;

/** Every group of boxes but the time of day; those of a date beside those of its series. */
export const tickedOfDates = (choices: Partial<Choices>): ReturnType<typeof ticked> =>
  choices.methods?.length
    ? [...ticked(choices), { group: 'methods', fits: byMethods(choices) }]
    : ticked(choices);

export const byMethods = ({ methods = [] }: Partial<Choices>): Condition =>
  methods.length > 0 ? sql`coalesce(${OFFERED} && ${methods}::text[], false)` : sql`true`;

/** Unlike the others, every one that is ticked must be there. */
export const withFirstSteps = ({ firstSteps = [] }: Partial<Choices>): Condition =>
  firstSteps.length > 0 ? sql`s.first_steps @> ${firstSteps}::text[]` : sql`true`;

/** Of the series: under all the boxes that are ticked, but for the time of day and the methods, which are its dates'. */
export const underBoxes = (choices: Partial<Choices>): Condition =>
  every([...ticked(choices).map(({ fits }) => fits), withFirstSteps(choices)]);

const every = (conditions: Condition[]): Condition =>
  conditions.length > 0 ? sql`${sql.join(conditions, sql` and `)}` : sql`true`;
