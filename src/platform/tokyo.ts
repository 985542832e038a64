/**
 * Dates and times of day as people in Japan read them. Every rule of the portal is in this zone, which has kept nine
 * hours before UTC, without summer time, since 1952: arithmetic is enough, and pages stay light without a calendar.
 */
export const ZONE = 'Asia/Tokyo';

/** "2026-11-26" */
export type LocalDate = string;
/** "20:00"; may pass midnight in 24+ hour notation, "26:00". */
export type LocalTime = string;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const OFFSET_MS = 9 * 3_600_000;

export const localDate = (instant: Date): LocalDate => dateAt(instant.getTime() + OFFSET_MS);

export function localTime(instant: Date): LocalTime {
  const local = new Date(instant.getTime() + OFFSET_MS);
  return `${twoDigits(local.getUTCHours())}:${twoDigits(local.getUTCMinutes())}`;
}

/** The instant of a local date and time of day; minutes past 24:00 fall on the next day. */
export const instantOf = (date: LocalDate, time: LocalTime): Date =>
  new Date(Date.parse(date) - OFFSET_MS + minutesOf(time) * MINUTE_MS);

/** Minutes from midnight: "17:30" → 1050, "26:00" → 1560. */
export function minutesOf(time: LocalTime): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

/** The same back: 1050 → "17:30", 1560 → "26:00". */
export const timeOf = (minute: number): LocalTime =>
  `${Math.floor(minute / 60)}:${twoDigits(minute % 60)}`;

export const addDays = (date: LocalDate, n: number): LocalDate =>
  dateAt(Date.parse(date) + n * DAY_MS);

/** How many days later the second is. */
export const daysBetween = (from: LocalDate, until: LocalDate): number =>
  Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS);

/** True for a date the calendar has: "2026-02-30" is none. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && dateAt(ms) === text;
}

/** Monday 1 … Sunday 7. */
export const weekdayOf = (date: LocalDate): number =>
  ((new Date(Date.parse(date)).getUTCDay() + 6) % 7) + 1;

/** 29 December to 3 January, when public offices rest (行政機関の休日に関する法律, 1988). */
export const isYearEnd = (date: LocalDate): boolean =>
  date.slice(5) >= '12-29' || date.slice(5) <= '01-03';

/** Every line of a list asks for its date: by parts, which takes a third of the time of the whole ISO text. */
function dateAt(ms: number): LocalDate {
  const at = new Date(ms);
  const year = String(at.getUTCFullYear()).padStart(4, '0');
  return `${year}-${twoDigits(at.getUTCMonth() + 1)}-${twoDigits(at.getUTCDate())}`;
}

const twoDigits = (n: number): string => (n < 10 ? `0${n}` : String(n));
