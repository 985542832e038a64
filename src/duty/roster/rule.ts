/** Somebody is on duty week after week: as the hours of a window are said, from a date on. */
import { instantOf, addDays, type LocalDate } from '#platform/tokyo';
import { hoursOn, type HoursRule } from '#windows';
import type { ShiftRole } from '../shift.ts';
import type { Span } from '../span.ts';

export interface ShiftRule {
  accountId: string;
  role: ShiftRole;
  /** Talks at once. */
  capacity: number;
  hours: Omit<HoursRule, 'place' | 'monthDays'>;
  validFrom: LocalDate;
  /** The last day, if there is one. */
  validUntil: LocalDate | null;
}

/** One shift of a rule. The date is that on which it begins, also where it ends after midnight. */
export interface DateOfRule extends Span {
  date: LocalDate;
}

/** Its shifts that begin from `from` up to, not including, `until`. */
export function datesOf(
  { hours, validFrom, validUntil }: Pick<ShiftRule, 'hours' | 'validFrom' | 'validUntil'>,
  [from, until]: [LocalDate, LocalDate],
  isHoliday: (date: LocalDate) => boolean,
): DateOfRule[] {
  const dates: DateOfRule[] = [];
  const end = validUntil !== null && validUntil < until ? addDays(validUntil, 1) : until;
  for (let date = from > validFrom ? from : validFrom; date < end; date = addDays(date, 1))
    for (const span of hoursOn({ rules: [hours], exceptions: [] }, date, isHoliday).spans)
      dates.push({ date, ...spanOn(date, span) });
  return dates;
}

/** Minutes of a day as instants; past 1440 they are of the next. */
export function spanOn(
  date: LocalDate,
  { opens, closes }: { opens: number; closes: number },
): Span {
  const midnight = Number(instantOf(date, '00:00'));
  return {
    startsAt: new Date(midnight + opens * 60_000),
    endsAt: new Date(midnight + closes * 60_000),
  };
}
