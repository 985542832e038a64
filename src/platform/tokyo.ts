/** Dates and times of day as people in Japan read them. Every rule of the portal is in this zone. */
import { Temporal } from 'temporal-polyfill';

export const ZONE = 'Asia/Tokyo';

/** "2026-11-26" */
export type LocalDate = string;
/** "20:00"; may pass midnight in 24+ hour notation, "26:00". */
export type LocalTime = string;

// Since 1952 Japan has kept nine hours before UTC, without summer time; asking a calendar costs a list page its speed.
const localIso = (instant: Date) => new Date(instant.getTime() + 9 * 3_600_000).toISOString();

export const localDate = (instant: Date): LocalDate => localIso(instant).slice(0, 10);
export const localTime = (instant: Date): LocalTime => localIso(instant).slice(11, 16);

/** The instant of a local date and time of day; minutes past 24:00 fall on the next day. */
export function instantOf(date: LocalDate, time: LocalTime): Date {
  const start = Temporal.PlainDate.from(date).toZonedDateTime({
    timeZone: ZONE,
    plainTime: '00:00',
  });
  return new Date(start.add({ minutes: minutesOf(time) }).epochMilliseconds);
}

/** Minutes from midnight: "17:30" → 1050, "26:00" → 1560. */
export function minutesOf(time: LocalTime): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

export const addDays = (date: LocalDate, n: number): LocalDate =>
  Temporal.PlainDate.from(date).add({ days: n }).toString();

/** True for a date the calendar has: "2026-02-30" is none. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** Monday 1 … Sunday 7. */
export const weekdayOf = (date: LocalDate): number => Temporal.PlainDate.from(date).dayOfWeek;
