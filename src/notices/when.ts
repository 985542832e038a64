/** When a notice goes out: after a quiet minute, so that several changes are one, and not at night. */
import { hours, later, minutes } from '#platform/clock';
import { addDays, instantOf, localDate } from '#platform/tokyo';
import { NEAR_HOURS, QUIET_FROM_HOUR, QUIET_UNTIL_HOUR } from './promises.ts';

/** `at_once` also at night; `by_day` never at night; `before`: at night only where that moment is near. */
export type Haste = 'at_once' | 'by_day' | { before: Date };

/**
 * `chance`, from 0 to 1, spreads notices of one cause over a further minute: a push service that saw many devices told at
 * the same instant would know that they belong together.
 */
export function dueOf(at: Date, haste: Haste, chance: number): Date {
  if (haste === 'at_once') return at;
  const soon = later(at, minutes(1) + chance * minutes(1));
  return isNear(at, haste) ? soon : byDay(soon);
}

const isNear = (at: Date, haste: Haste): boolean =>
  typeof haste === 'object' && haste.before <= later(at, hours(NEAR_HOURS));

/** That moment, or the morning after it where it is in the night. */
export function byDay(at: Date): Date {
  const today = localDate(at);
  if (at < instantOf(today, clock(QUIET_UNTIL_HOUR)))
    return instantOf(today, clock(QUIET_UNTIL_HOUR));
  if (at < instantOf(today, clock(QUIET_FROM_HOUR))) return at;
  return instantOf(addDays(today, 1), clock(QUIET_UNTIL_HOUR));
}

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

/** After how long an unanswered try is made again: 2, 4, 8 … minutes. */
export const retryAfter = (tries: number): number => minutes(2 ** Math.min(tries, MOST_TRIES));

/** Then this notice is given up; the device stays. */
export const MOST_TRIES = 6;
