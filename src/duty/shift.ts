import { hours, later, minutes } from '#platform/clock';
import { addDays, instantOf, localDate, type LocalTime } from '#platform/tokyo';

export type DutyRole = 'window_staff' | 'peer_supporter';

/** Reception is at the window, and is not rung. */
export const SHIFT_ROLES = ['window_staff', 'peer_supporter', 'reception'] as const;
export type ShiftRole = (typeof SHIFT_ROLES)[number];

/** As many as a shift may take, and as it takes where nobody says so. */
export const MOST_TALKS = 10;
export const USUAL_TALKS = 2;

const LONGEST_SHIFT_MS = hours(12);
const SHORTEST_SHIFT_MS = minutes(1);

/** Whether a shift may run from `now` until this moment. */
export const mayLastUntil = (until: Date, now: Date): boolean =>
  until >= later(now, SHORTEST_SHIFT_MS) && until <= later(now, LONGEST_SHIFT_MS);

/** The next moment at which clocks in Japan show this time of day. */
export function untilToday(time: LocalTime, now: Date): Date {
  const today = instantOf(localDate(now), time);
  return today > now ? today : instantOf(addDays(localDate(now), 1), time);
}
