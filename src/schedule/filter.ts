/** What is looked for, read forgivingly from a plain GET address and written back to one. */
import type { LocalDate } from '#platform/tokyo';
import { CONSULTATION_METHODS, type ConsultationMethod } from './consultations/availability.ts';
import {
  AUDIENCES,
  CATEGORIES,
  FIRST_STEPS,
  TOPICS,
  type Audience,
  type Category,
  type FirstStep,
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
  /** Of consultations: what their supporters offer; nothing else falls under it. */
  methods: ConsultationMethod[];
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
    methods: known(parameters, 'method', CONSULTATION_METHODS),
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
  add('method', filter.methods);
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
