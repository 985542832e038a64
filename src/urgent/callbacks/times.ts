/** At which times a room can be opened for somebody: while a person is expected at a window. */
import { days, hours, later, minutes } from '#platform/clock';
import { localDate } from '#platform/tokyo';

/** When somebody is expected at a window, by its shifts or by the hours it has published. */
export interface Expected {
  windowId: string;
  startsAt: Date;
  endsAt: Date;
}

/** Milliseconds since 1970. */
export interface WhenExpected {
  next: { at: number; window: string } | null;
  times: number[];
}

/** Staff may open the room so long before. */
export const OPENS_BEFORE_MINUTES = 5;
const SOONEST_MS = minutes(30);
const FURTHEST_MS = days(30);
const STEP_MS = minutes(30);
/** The talk needs some of the time. */
const LEAST_LEFT_MS = minutes(30);
const APART_MS = hours(1);
const MOST_A_DAY = 3;
const MOST = 9;

/** Times to choose from, the nearest first: on the half hour, an hour apart, a few of each day. */
export function timesToMeet(expected: Expected[], now: Date): Date[] {
  const inOrder = expected.flatMap((span) => timesIn(span, now)).sort((a, b) => +a - +b);
  const chosen: Date[] = [];
  for (const time of inOrder) {
    const last = chosen.at(-1);
    const today = chosen.filter((one) => localDate(one) === localDate(time)).length;
    if (today < MOST_A_DAY && (!last || +time - +last >= APART_MS)) chosen.push(time);
  }
  return chosen.slice(0, MOST);
}

function timesIn({ startsAt, endsAt }: Expected, now: Date): Date[] {
  const from = Math.max(+startsAt, +later(now, SOONEST_MS));
  const first = Math.ceil(from / STEP_MS) * STEP_MS;
  const count = Math.floor((+endsAt - LEAST_LEFT_MS - first) / STEP_MS) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, n) => new Date(first + n * STEP_MS));
}

/** Whether a window may set that time; it knows its own hours. */
export const mayBeSet = (meetsAt: Date, now: Date): boolean =>
  meetsAt > later(now, minutes(OPENS_BEFORE_MINUTES)) && meetsAt <= later(now, FURTHEST_MS);

/** The next moment at which somebody is expected. */
export const nextExpected = (expected: Expected[], now: Date): Expected | undefined =>
  expected.filter(({ startsAt }) => startsAt > now).sort((a, b) => +a.startsAt - +b.startsAt)[0];
