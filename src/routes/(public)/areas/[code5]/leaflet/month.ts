/** Months a leaflet is made for: this one and the twelve to come, as far as dates are known. */
import { firstDayOf, isMonth, monthWith, shiftMonth, type Month } from '#platform/month';
import { addDays, daysBetween, type LocalDate } from '#platform/tokyo';

const MONTHS_AHEAD = 12;
/** In its last week a month's leaflet comes too late: the next one's is what gets printed. */
const TOO_LATE_DAYS = 7;

/** The month asked for; the coming one where none, or none that a leaflet is made for. */
export function leafletMonth(asked: string | null, today: LocalDate): Month {
  const first = monthWith(today);
  const known = asked !== null && isMonth(asked);
  return known && asked >= first && asked <= shiftMonth(first, MONTHS_AHEAD)
    ? asked
    : monthWith(addDays(today, TOO_LATE_DAYS));
}

/** The month before and after, where a leaflet is made for them. */
export function around(month: Month, today: LocalDate): { before?: Month; after?: Month } {
  const first = monthWith(today);
  return {
    ...(month > first && { before: shiftMonth(month, -1) }),
    ...(month < shiftMonth(first, MONTHS_AHEAD) && { after: shiftMonth(month, 1) }),
  };
}

/** Its days that are still to come. */
export function spanOf(month: Month, today: LocalDate): { from: LocalDate; days: number } {
  const start = firstDayOf(month);
  const from = today > start ? today : start;
  const until = firstDayOf(shiftMonth(month, 1));
  return { from, days: daysBetween(from, until) };
}
