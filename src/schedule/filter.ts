/** What is looked for, read forgivingly from a plain GET address and written back to one. */
import type { LocalDate } from '#platform/tokyo';
import {
  AUDIENCES,
  CATEGORIES,
  FIRST_STEPS,
  TOPICS,
  type Audience,
  type Category,
  type FirstStep,
  type Format,
  type Topic,
} from './occurrence.ts';

export const WAYS = ['online', 'onsite'] as const;
export type Way = (typeof WAYS)[number];

export const TIMES_OF_DAY = ['weekday_day', 'weekday_evening', 'weekend'] as const;
export type TimeOfDay = (typeof TIMES_OF_DAY)[number];

/** Within the town itself, with its neighbours, or in its whole prefecture. */
export const REACHES = ['near', 'town', 'prefecture'] as const;
export type Reach = (typeof REACHES)[number];

export const VIEWS = ['week', 'month'] as const;
export type View = (typeof VIEWS)[number];

/** The ticked boxes: any of each group, but every first step. */
export interface Choices {
  kinds: Category[];
  ways: Way[];
  audience: Audience[];
  topics: Topic[];
  firstSteps: FirstStep[];
  times: TimeOfDay[];
}

export interface PageFilter extends Choices {
  view: View;
  /** What was typed or linked: a code, a name, a postal code. */
  area: string;
  reach: Reach;
  from: LocalDate | null;
  text: string;
  page: number;
}

/** Unknown values are left out rather than refused. */
export function filterOf(parameters: URLSearchParams): PageFilter {
  return {
    kinds: known(parameters, 'kind', CATEGORIES),
    ways: known(parameters, 'way', WAYS),
    audience: known(parameters, 'for', AUDIENCES),
    topics: known(parameters, 'topic', TOPICS),
    firstSteps: known(parameters, 'step', FIRST_STEPS),
    times: known(parameters, 'time', TIMES_OF_DAY),
    view: known(parameters, 'view', VIEWS)[0] ?? 'week',
    area: line(parameters.get('area'), 40),
    reach: known(parameters, 'reach', REACHES)[0] ?? 'near',
    from: dateOf(parameters.get('from')),
    text: line(parameters.get('q'), 80),
    page: pageOf(parameters.get('page')),
  };
}

/** The address of a filter; nothing that is as usual appears in it. */
export function queryOf(filter: PageFilter): string {
  const parameters = new URLSearchParams();
  const add = (name: string, values: readonly string[]) => {
    for (const value of values) if (value) parameters.append(name, value);
  };
  add('view', filter.view === 'week' ? [] : [filter.view]);
  add('area', [filter.area]);
  add('reach', filter.reach === 'near' ? [] : [filter.reach]);
  add('kind', filter.kinds);
  add('way', filter.ways);
  add('for', filter.audience);
  add('topic', filter.topics);
  add('step', filter.firstSteps);
  add('time', filter.times);
  add('q', [filter.text]);
  add('from', [filter.from ?? '']);
  add('page', filter.page > 1 ? [String(filter.page)] : []);
  const query = parameters.toString();
  return query && `?${query}`;
}

function known<T extends string>(
  parameters: URLSearchParams,
  name: string,
  values: readonly T[],
): T[] {
  const given = new Set(parameters.getAll(name).flatMap((value) => value.split(',')));
  return values.filter((value) => given.has(value));
}

const line = (text: string | null, length: number): string =>
  [
    ...(text ?? '')
      .normalize('NFKC')
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
      .trim(),
  ]
    .slice(0, length)
    .join('');

function dateOf(text: string | null): LocalDate | null {
  if (!text || !/^20\d{2}-\d{2}-\d{2}$/.test(text)) return null;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null;
}

function pageOf(text: string | null): number {
  const page = Number(text);
  return Number.isInteger(page) && page >= 1 && page <= 1000 ? page : 1;
}

/** What of an occurrence the boxes look at. */
export interface Facets {
  category: Category;
  format: Format;
  audience: Audience[];
  topics: Topic[];
  firstSteps: FirstStep[];
  time: TimeOfDay;
}

const GROUPS = ['kinds', 'ways', 'audience', 'topics', 'firstSteps', 'times'] as const;
type Group = (typeof GROUPS)[number];

export const matches = (facets: Facets, choices: Choices): boolean =>
  GROUPS.every((group) => fits(facets, choices, group));

/** For a series, whose dates may fall on any time of day. */
export const matchesButForTime = (series: Omit<Facets, 'time'>, choices: Choices): boolean =>
  matches({ ...series, time: 'weekend' }, { ...choices, times: [] });

const waysOf = (format: Format): Way[] => (format === 'hybrid' ? ['online', 'onsite'] : [format]);

function fits(facets: Facets, choices: Choices, group: Group): boolean {
  if (choices[group].length === 0) return true;
  if (group === 'kinds') return choices.kinds.includes(facets.category);
  if (group === 'times') return choices.times.includes(facets.time);
  if (group === 'ways') return choices.ways.some((way) => waysOf(facets.format).includes(way));
  if (group === 'audience') return choices.audience.some((a) => facets.audience.includes(a));
  if (group === 'topics') return choices.topics.some((topic) => facets.topics.includes(topic));
  return choices.firstSteps.every((step) => facets.firstSteps.includes(step));
}

export interface Counts {
  kinds: Record<Category, number>;
  ways: Record<Way, number>;
  audience: Record<Audience, number>;
  topics: Record<Topic, number>;
  firstSteps: Record<FirstStep, number>;
  times: Record<TimeOfDay, number>;
}

/** How many each box would show, the other groups' ticks kept. */
export function countsOf(all: Facets[], choices: Choices): Counts {
  const among = (group: Group) =>
    all.filter((facets) => GROUPS.every((g) => g === group || fits(facets, choices, g)));
  const tally = <T extends string>(values: readonly T[], of: (value: T) => number) =>
    Object.fromEntries(values.map((value) => [value, of(value)])) as Record<T, number>;
  const kinds = among('kinds');
  const ways = among('ways');
  const audience = among('audience');
  const topics = among('topics');
  const times = among('times');
  const steps = all.filter((facets) => matches(facets, choices));
  return {
    kinds: tally(CATEGORIES, (c) => kinds.filter((f) => f.category === c).length),
    ways: tally(WAYS, (w) => ways.filter((f) => waysOf(f.format).includes(w)).length),
    audience: tally(AUDIENCES, (a) => audience.filter((f) => f.audience.includes(a)).length),
    topics: tally(TOPICS, (t) => topics.filter((f) => f.topics.includes(t)).length),
    firstSteps: tally(FIRST_STEPS, (s) => steps.filter((f) => f.firstSteps.includes(s)).length),
    times: tally(TIMES_OF_DAY, (t) => times.filter((f) => f.time === t).length),
  };
}
