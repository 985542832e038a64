/** Codes of days and hours as the rules of a series. */
import type { LocalDate } from '#platform/tokyo';
import { readCodedHours, type CodedDays, type CodedHours } from '#platform/written';
import type { Closures } from './closures.ts';
import { rruleOf, type Recurrence, type WeekOfMonth, type Weekday } from './recurrence.ts';
import type { Rule } from './rule.ts';

interface Around extends Partial<Closures> {
  from: LocalDate;
  until: LocalDate | null;
}

/** The rules of a code, e.g. "0Tu3Fr 13:00-16:00"; undefined where it cannot be read, names no times, or a place. */
export function rulesOfCode(code: string, around: Around): Rule[] | undefined {
  const parts = readCodedHours(code);
  if (!parts || parts.length === 0 || parts.some(({ place }) => place)) return undefined;
  return parts.flatMap((part) => rulesOf(part, around));
}

const OPEN_ALWAYS: Closures = { onHoliday: 'held', closedAtYearEnd: false, closedMonths: [] };

const rulesOf = (
  { days, spans, closed = [] }: CodedHours,
  { from, until, ...closures }: Around,
): Rule[] =>
  days.flatMap((one) =>
    spans.map(({ opens, closes }) => ({
      rrule: rruleOf(recurrenceOf(one)),
      dates: [],
      validFrom: from,
      validUntil: until,
      startsAtMinute: opens,
      endsAtMinute: closes,
      ...OPEN_ALWAYS,
      ...closures,
      ...(closed.includes('holidays') ? { onHoliday: 'skipped' } : {}),
      ...(closed.includes('year_end') ? { closedAtYearEnd: true } : {}),
    })),
  );

// Codes say weekdays by 1–7 and weeks by 1–6, which the casts rely on.
function recurrenceOf(days: CodedDays): Recurrence {
  if (days.every === 'day') return { every: 'day', interval: 1 };
  if (days.every === 'month_day') return { ...days, interval: 1 };
  const weekdays = days.weekdays as Weekday[];
  if (days.every === 'month')
    return { every: 'month', interval: 1, weekdays, weeks: days.weeks.map(weekOf) };
  return { every: 'week', interval: days.every === 'week' ? 1 : 2, weekdays };
}

const weekOf = (week: number) => (week === 6 ? -1 : week) as WeekOfMonth;
