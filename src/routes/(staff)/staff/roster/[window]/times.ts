import type { Span } from '#duty';
import { localDate, localTime } from '#platform/tokyo';

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
export function timeOn(date: string, at: Date): string {
  const hours = localDate(at) > date ? 24 : 0;
  const [hour = '', minute = ''] = localTime(at).split(':');
  return `${Number(hour) + hours}:${minute}`;
}

/** 22:00–26:00 */
export const timesOn = (date: string, { startsAt, endsAt }: Span): string =>
  `${timeOn(date, startsAt)}–${timeOn(date, endsAt)}`;
