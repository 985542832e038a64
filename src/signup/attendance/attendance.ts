/** How many came: a figure of each date, of nobody in particular, and no score. */
import { firstDayOf, shiftMonth, type Month } from '#platform/month';
import { instantOf } from '#platform/tokyo';
import type { OccurrenceId } from '#schedule';

export interface Attendance {
  id: OccurrenceId;
  organisation: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  /** People with a place; null where nobody signs up. */
  expected: number | null;
  /** People who opened its room while its texts are there; null where it has none any more, or had none. */
  entered: number | null;
  /** Null where nobody has counted. */
  came: number | null;
}

export const MOST_PEOPLE = 9_999;

/** Whole days of Japan. */
export const spanOf = (month: Month): { from: Date; until: Date } => ({
  from: instantOf(firstDayOf(month), '00:00'),
  until: instantOf(firstDayOf(shiftMonth(month, 1)), '00:00'),
});

/** A count as people type it, also in wide digits: null where the field is empty, undefined where it is no count. */
export function countIn(typed: string): number | null | undefined {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return null;
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}
