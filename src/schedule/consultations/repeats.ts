/** How often one person comes to a consultation, where its organisation limits that so that others find a time too. */
import { days, later } from '#platform/clock';

export interface Repeats {
  /** Coming slots at once; null: as many as they like. */
  mostHeld: number | null;
  /** Within any thirty days; null: as many as they like. */
  mostIn30Days: number | null;
}

export const NO_LIMIT: Repeats = { mostHeld: null, mostIn30Days: null };
/** What can be chosen. */
export const MOST_REPEATS = 10;
export const REPEATS_SPAN_DAYS = 30;

const SPAN_MS = days(REPEATS_SPAN_DAYS);

/** Whether one more slot is one too many for whoever holds, or had, these. */
export function isTooMany(own: Date[], start: Date, limits: Repeats, at: Date): boolean {
  const { mostHeld, mostIn30Days } = limits;
  if (mostHeld !== null && own.filter((one) => one > at).length >= mostHeld) return true;
  return mostIn30Days !== null && mostWithinSpan([...own, start], start) > mostIn30Days;
}

/** The most that fall into thirty days of which `start` is one. */
function mostWithinSpan(starts: Date[], start: Date): number {
  const beginnings = starts.filter((one) => one <= start && later(one, SPAN_MS) > start);
  return Math.max(...beginnings.map((from) => countBetween(starts, from, later(from, SPAN_MS))));
}

const countBetween = (starts: Date[], from: Date, until: Date): number =>
  starts.filter((one) => one >= from && one < until).length;
