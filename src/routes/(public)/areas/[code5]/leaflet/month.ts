/** Months a leaflet is made for: this one and the twelve to come, as far as dates are known. */
import { addDays, daysBetween, type LocalDate } from '#platform/tokyo';

/** "2026-12" */
export type Month = string;

const MONTHS_AHEAD = 12;
/** In its last week a month's leaflet comes too late: the next one's is what gets printed. */
const TOO_LATE_DAYS = 7;

/** The month asked for; the coming one where none, or none that a leaflet is made for. */
export function monthOf(asked: string | null, today: LocalDate): Month {
  const first = today.slice(0, 7);
  const known = asked !== null && /^20\d{2}-(0[1-9]|1[0-2])$/.test(asked);
  return known && asked >= first && asked <= shift(first, MONTHS_AHEAD)
    ? asked
    : addDays(today, TOO_LATE_DAYS).slice(0, 7);
}

/** The month before and after, where a leaflet is made for them. */
export function around(month: Month, today: LocalDate): { before?: Month; after?: Month } {
  const first = today.slice(0, 7);
  return {
    ...(month > first && { before: shift(month, -1) }),
    ...(month < shift(first, MONTHS_AHEAD) && { after: shift(month, 1) }),
  };
}

/** Its days that are still to come. */
export function spanOf(month: Month, today: LocalDate): { from: LocalDate; days: number } {
  const start = `${month}-01`;
  const from = today > start ? today : start;
  const until = `${shift(month, 1)}-01`;
  return { from, days: daysBetween(from, until) };
}

function shift(month: Month, by: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}
