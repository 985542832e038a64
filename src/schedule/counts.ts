/** How many dates each box would show, and what each day has. */
import type { LocalDate } from '#platform/tokyo';
import { CONSULTATION_METHODS, type ConsultationMethod } from './consultations/availability.ts';
import { TIMES_OF_DAY, WAYS, type Choices, type TimeOfDay, type Way } from './filter.ts';
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

/** What the boxes tell of a series, and of who listens. */
export interface Facets {
  category: Category;
  format: Format;
  /** Null for what is no consultation. */
  methods: ConsultationMethod[] | null;
  audience: Audience[];
  topics: Topic[];
  firstSteps: FirstStep[];
  /** The group of boxes that alone, as it is ticked, leaves the series out; null where none does. */
  missed: keyof Choices | null;
}

/** So many dates that no box tells apart; what two groups of boxes leave out is in no tally. */
export interface Tally extends Facets {
  date: LocalDate;
  time: TimeOfDay;
  count: number;
}

export interface Counts {
  kinds: Record<Category, number>;
  ways: Record<Way, number>;
  methods: Record<ConsultationMethod, number>;
  audience: Record<Audience, number>;
  topics: Record<Topic, number>;
  firstSteps: Record<FirstStep, number>;
  times: Record<TimeOfDay, number>;
}

/** How many each box would show, the other groups' ticks kept. */
export function countsOf(tallies: Tally[]): Counts {
  const counts: Counts = {
    kinds: noneOf(CATEGORIES),
    ways: noneOf(WAYS),
    methods: noneOf(CONSULTATION_METHODS),
    audience: noneOf(AUDIENCES),
    topics: noneOf(TOPICS),
    firstSteps: noneOf(FIRST_STEPS),
    times: noneOf(TIMES_OF_DAY),
  };
  for (const tally of tallies) addTo(counts, tally);
  return counts;
}

const noneOf = <Box extends string>(boxes: readonly Box[]) =>
  Object.fromEntries(boxes.map((box) => [box, 0])) as Record<Box, number>; // Every box is a key.

function addTo(counts: Counts, { missed, count, ...tally }: Tally): void {
  const add = <Box extends string>(
    group: keyof Choices,
    to: Record<Box, number>,
    boxes: readonly Box[],
  ) => {
    if (missed === null || missed === group) for (const box of new Set(boxes)) to[box] += count;
  };
  add('kinds', counts.kinds, [tally.category]);
  add('ways', counts.ways, waysOf(tally.format));
  add('methods', counts.methods, tally.methods ?? []);
  add('audience', counts.audience, tally.audience);
  add('topics', counts.topics, tally.topics);
  add('firstSteps', counts.firstSteps, tally.firstSteps);
  add('times', counts.times, [tally.time]);
}

const waysOf = (format: Format): readonly Way[] => (format === 'hybrid' ? WAYS : [format]);

/** A day's dates under all the boxes ticked, by category. */
export type DayCounts = Partial<Record<Category, number>>;

export function countsByDay(tallies: Tally[]): Map<LocalDate, DayCounts> {
  const days = new Map<LocalDate, DayCounts>();
  for (const { date, category, count } of tallies.filter(({ missed }) => missed === null)) {
    const day = days.get(date) ?? {};
    day[category] = (day[category] ?? 0) + count;
    days.set(date, day);
  }
  return days;
}
