/** How many came: a figure of each date, of nobody in particular, and no score. */
import { addDays, instantOf, localDate, type LocalDate } from '#platform/tokyo';
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

/** "2026-11" */
export type Month = string;

export const monthOf = (instant: Date): Month => localDate(instant).slice(0, 7);

export const isMonth = (text: string): boolean => /^20\d\d-(0[1-9]|1[0-2])$/.test(text);

export const spanOf = (month: Month): { from: Date; until: Date } => ({
  from: instantOf(firstOf(month), '00:00'),
  until: instantOf(firstOf(monthAfter(month)), '00:00'),
});

export const monthBefore = (month: Month): Month => addDays(firstOf(month), -1).slice(0, 7);
export const monthAfter = (month: Month): Month => addDays(firstOf(month), 31).slice(0, 7);

const firstOf = (month: Month): LocalDate => `${month}-01`;

/** A count as people type it, also in wide digits: null where the field is empty, undefined where it is no count. */
export function countIn(typed: string): number | null | undefined {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return null;
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}
