/** From rows to series: what differs only in its day is one series with several dates. */
import { addDays, timeOf, type LocalDate } from '#platform/tokyo';
import type { ReadSeries } from '../input.ts';
import type { ImportedEvent, ImportedSpan } from './imported-event.ts';

/** A rule lists no more dates; more than that begin another series. */
export const MOST_DATES = 100;

/** Equal for rows that are one event on several days at the same hours. Several days in a row stand for themselves. */
export function sameEventKey({ span, ...event }: ImportedEvent): string | null {
  if (!span || span.from !== span.until) return null;
  const { startsAtMinute, endsAtMinute } = span;
  return JSON.stringify({ ...event, startsAtMinute, endsAtMinute });
}

/** As a publisher would type it; without a span it cannot be published before somebody adds a date. */
export function seriesOfEvents(events: ImportedEvent[], organisationId: string): ReadSeries {
  const [first] = events;
  if (!first) throw new Error('a series needs an event');
  const { span: _, ...words } = first;
  const spans = events.flatMap(({ span }) => span ?? []);
  return { ...UNSAID, ...words, organisationId, rules: rhythmsOf(spans) };
}

/** What no list says: applying stays where the list says, until the organisation opens it here. */
const UNSAID = {
  allDates: false,
  questions: [],
  firstTalkSeriesId: null,
  firstTalkWindowId: null,
  firstTalkWords: '',
  whatChanges: '',
  hostRole: '',
  hostMessage: '',
  flow: [],
  houseRules: [],
  firstSteps: [],
  topics: [],
  languages: ['ja'],
  signUpPolicy: 'none',
  signUpOpensMinutes: null,
  signUpClosesMinutes: 0,
  hasRoom: false,
  organisations: [],
} satisfies Partial<ReadSeries>;

/** One list of dates: the spans of one series have the same hours. */
function rhythmsOf(spans: ImportedSpan[]): ReadSeries['rules'] {
  const dates = [...new Set(spans.flatMap(daysOf))].sort();
  const [span] = spans;
  const [from] = dates;
  if (!span || !from) return [];
  const times = { startsAt: timeOf(span.startsAtMinute), endsAt: timeOf(span.endsAtMinute) };
  const listed = dates.length > 1;
  return [
    { ...PLAIN, ...times, repeats: listed ? 'dates' : 'once', dates: listed ? dates : [], from },
  ];
}

function daysOf({ from, until }: ImportedSpan): LocalDate[] {
  const days = [from];
  for (let day = from; day < until;) days.push((day = addDays(day, 1)));
  return days;
}

const PLAIN = {
  interval: 1,
  weekdays: [],
  weeks: [],
  monthDays: [],
  until: null,
  onHoliday: 'held',
  closedAtYearEnd: false,
  closedMonths: [],
} satisfies Partial<ReadSeries['rules'][number]>;
