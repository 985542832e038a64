import type { Span } from '#duty';
import { daysBetween, localDate, localTime, minutesOf } from '#platform/tokyo';

/** The form of a new shift, filled with a stretch of time. */
export function newShiftHref(here: string, { startsAt, endsAt }: Span): string {
  const date = localDate(startsAt);
  const query = new URLSearchParams({
    date,
    from: localTime(startsAt),
    until: timeOn(date, endsAt),
  });
  return `${here}/shift?${query}`;
}

/** The time of day, counted on from that date: "26:00" is two o'clock of the next. */
export const timeOn = (date: string, at: Date): string =>
  clockOf(minutesOf(localTime(at)) + 1440 * daysBetween(date, localDate(at)));

/** 1560 → "26:00" */
export const clockOf = (minute: number): string =>
  `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;

/** 22:00–26:00 */
export const timesOn = (date: string, { startsAt, endsAt }: Span): string =>
  `${timeOn(date, startsAt)}–${timeOn(date, endsAt)}`;
