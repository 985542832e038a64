/** At which times a room can be opened for somebody: while a person is expected at a window. */
import { days, later, minutes } from '#platform/clock';
import { localDate, localTime } from '#platform/tokyo';

/** When somebody is expected at a window, by its shifts or by the hours it has published. */
export interface Expected {
  windowId: string;
  startsAt: Date;
  endsAt: Date;
}

/** Whoever is to come, or should be there already. Milliseconds since 1970. */
export interface NextExpected {
  from: number;
  window: string;
}

export interface WhenExpected {
  next: NextExpected | null;
  /** Milliseconds since 1970. */
  times: number[];
}

/** So far ahead it is told when somebody is expected. */
export const DAYS_AHEAD = 7;
/** Staff may open the room so long before. */
export const OPENS_BEFORE_MINUTES = 5;
const SOONEST_MS = minutes(30);
const FURTHEST_MS = days(30);
const STEP_MS = minutes(30);
/** The talk needs some of the time. */
const LEAST_LEFT_MS = minutes(30);
const MOST_A_DAY = 3;
const MOST = 9;

/** As a field for day and time has it: Japan's clocks. */
export const fieldTime = (at: Date): string => `${localDate(at)}T${localTime(at)}`;

/** Times to choose from, the nearest first: on the half hour, of each day a few that lie well apart. */
export function timesToMeet(expected: Expected[], now: Date): Date[] {
  const all = coming(expected, now)
    .flatMap(({ times }) => times)
    .sort((a, b) => a - b);
  const days = Map.groupBy(new Set(all), (time) => localDate(new Date(time)));
  const chosen = [...days.values()].flatMap((day) => spread(day, MOST_A_DAY));
  return chosen.slice(0, MOST).map((time) => new Date(time));
}

function timesIn({ startsAt, endsAt }: Expected, now: Date): number[] {
  const from = Math.max(+startsAt, +later(now, SOONEST_MS));
  const first = Math.ceil(from / STEP_MS) * STEP_MS;
  const count = Math.floor((+endsAt - LEAST_LEFT_MS - first) / STEP_MS) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, n) => first + n * STEP_MS);
}

/** The first, the last, and what lies evenly between. */
function spread(times: number[], most: number): number[] {
  const step = (times.length - 1) / (most - 1);
  return times.length <= most
    ? times
    : Array.from({ length: most }, (_, n) => times[Math.round(n * step)] ?? 0);
}

/** Whether a window may set that time; it knows its own hours. */
export const mayBeSet = (meetsAt: Date, now: Date): boolean =>
  meetsAt > later(now, minutes(OPENS_BEFORE_MINUTES)) && meetsAt <= later(now, FURTHEST_MS);

/** Who is expected next: the span of the earliest moment at which a person may be met, so that no time is offered before it. */
export const nextExpected = (expected: Expected[], now: Date): Expected | undefined =>
  coming(expected, now).sort((a, b) => a.soonest - b.soonest)[0]?.span;

/** Each with the times in it; of those that have begun only where one is left to offer. */
const coming = (expected: Expected[], now: Date) =>
  withoutSeams(expected).flatMap((span) => {
    const times = timesIn(span, now);
    const soonest = span.startsAt > now ? +span.startsAt : times[0];
    return soonest === undefined ? [] : { span, times, soonest };
  });

/** Who follows on somebody at the same window goes on with them. */
function withoutSeams(expected: Expected[]): Expected[] {
  const whole: Expected[] = [];
  for (const span of expected.toSorted((a, b) => +a.startsAt - +b.startsAt)) {
    const before = whole.findLast(({ windowId }) => windowId === span.windowId);
    if (!before || before.endsAt < span.startsAt) whole.push({ ...span });
    else if (before.endsAt < span.endsAt) before.endsAt = span.endsAt;
  }
  return whole;
}
