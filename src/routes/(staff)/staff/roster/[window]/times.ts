import type { Span } from '#duty';
import { daysBetween, localDate, localTime, minutesOf, timeOf } from '#platform/tokyo';

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

/** The time of day as a form takes it, counted on from that date: "26:00" is two o'clock of the next. */
export const timeOn = (date: string, at: Date): string =>
  timeOf(minutesOf(localTime(at)) + 1440 * daysBetween(date, localDate(at)));
