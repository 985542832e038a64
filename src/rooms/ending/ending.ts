/** How a talk of two comes to its end: told twice before, then open for a last word, then closed. */
import { later, minutes } from '#platform/clock';
import type { EndingLine } from '../log/message.ts';

/** Told so far. */
export type Ending = 'far' | 'ten_minutes' | 'five_minutes' | 'over';

/** After the end one still writes for so long; then the room closes by itself. */
export const LAST_WORDS_MINUTES = 15;
/** When the first of the lines is said. */
export const FIRST_TOLD_MINUTES = 10;
const LAST_TOLD_MINUTES = 5;

export const LINE_OF: Partial<Record<Ending, EndingLine>> = {
  ten_minutes: 'ends_in_10',
  five_minutes: 'ends_in_5',
};

/** Where a talk stands that ends then. What was missed while nothing ran is not said late. */
export function endingAt(endsAt: Date, at: Date): Ending {
  const left = endsAt.getTime() - at.getTime();
  if (later(endsAt, minutes(LAST_WORDS_MINUTES)) <= at) return 'over';
  if (left <= minutes(LAST_TOLD_MINUTES)) return 'five_minutes';
  return left <= minutes(FIRST_TOLD_MINUTES) ? 'ten_minutes' : 'far';
}

/** Whether the line of it is still true: past the end nobody is told how many minutes are left. */
export const isToldStill = (endsAt: Date, at: Date): boolean => at < endsAt;
