/** When a series takes place: as stored, and as an editor's form says it. */
import { minutesOf, timeOf, type LocalDate, type LocalTime } from '#platform/tokyo';
import {
  inOrder,
  readRrule,
  rruleOf,
  type Recurrence,
  type WeekOfMonth,
  type Weekday,
} from './recurrence.ts';

/** What becomes of a date that falls on a public holiday. */
export const ON_HOLIDAY = ['held', 'skipped', 'day_before', 'day_after', 'week_after'] as const;
export type OnHoliday = (typeof ON_HOLIDAY)[number];

export interface Rule {
  /** RFC 5545 RRULE value, counted from `validFrom`; null where single dates are listed. */
  rrule: string | null;
  /** Listed dates, in order; empty beside an `rrule`. */
  dates: LocalDate[];
  validFrom: LocalDate;
  validUntil: LocalDate | null;
  startsAtMinute: number;
  /** Up to 2880: past 1440 it is the next day. */
  endsAtMinute: number;
  onHoliday: OnHoliday;
  /** 29 December to 3 January. */
  closedAtYearEnd: boolean;
  /** 1–12 */
  closedMonths: number[];
}

/** The same as an editor's form says it. */
export interface Rhythm {
  repeats: 'once' | 'dates' | 'day' | 'week' | 'month' | 'month_day';
  interval: number;
  weekdays: Weekday[];
  weeks: WeekOfMonth[];
  monthDays: number[];
  dates: LocalDate[];
  /** Of once the date itself, of listed dates the first. */
  from: LocalDate;
  until: LocalDate | null;
  startsAt: LocalTime;
  endsAt: LocalTime;
  onHoliday: OnHoliday;
  closedAtYearEnd: boolean;
  closedMonths: number[];
}

export function ruleOf(rhythm: Rhythm): Rule {
  const times = {
    startsAtMinute: minutesOf(rhythm.startsAt),
    endsAtMinute: minutesOf(rhythm.endsAt),
  };
  const recurrence = recurrenceOf(rhythm);
  if (!recurrence) return { ...listed(datesOf(rhythm)), ...times };
  return {
    rrule: rruleOf(recurrence),
    dates: [],
    validFrom: rhythm.from,
    validUntil: rhythm.until,
    ...times,
    onHoliday: rhythm.onHoliday,
    closedAtYearEnd: rhythm.closedAtYearEnd,
    closedMonths: inOrder(rhythm.closedMonths),
  };
}

const datesOf = ({ repeats, from, dates }: Rhythm): LocalDate[] =>
  repeats === 'once' ? [from] : [...new Set(dates)].sort();

/** Listed dates are meant as they are: no holiday and no closed month changes them. */
const listed = (dates: LocalDate[]): Omit<Rule, 'startsAtMinute' | 'endsAtMinute'> => ({
  rrule: null,
  dates,
  validFrom: dates[0] ?? '',
  validUntil: dates.at(-1) ?? null,
  onHoliday: 'held',
  closedAtYearEnd: false,
  closedMonths: [],
});

function recurrenceOf(rhythm: Rhythm): Recurrence | null {
  const { repeats, interval } = rhythm;
  if (repeats === 'once' || repeats === 'dates') return null;
  if (repeats === 'day') return { every: 'day', interval };
  const monthDays = inOrder(rhythm.monthDays);
  if (repeats === 'month_day') return { every: 'month_day', interval, monthDays };
  const weekdays = inOrder(rhythm.weekdays) as Weekday[];
  if (repeats === 'week') return { every: 'week', interval, weekdays };
  return { every: 'month', interval, weekdays, weeks: inOrder(rhythm.weeks) as WeekOfMonth[] };
}

export function rhythmOf(rule: Rule): Rhythm {
  const recurrence = rule.rrule === null ? undefined : readRrule(rule.rrule);
  const single = rule.dates.length > 1 ? 'dates' : 'once';
  return {
    repeats: recurrence?.every ?? single,
    interval: recurrence?.interval ?? 1,
    weekdays: recurrence && 'weekdays' in recurrence ? recurrence.weekdays : [],
    weeks: recurrence && 'weeks' in recurrence ? recurrence.weeks : [],
    monthDays: recurrence && 'monthDays' in recurrence ? recurrence.monthDays : [],
    dates: single === 'dates' ? rule.dates : [],
    from: rule.validFrom,
    until: recurrence ? rule.validUntil : null,
    startsAt: timeOf(rule.startsAtMinute),
    endsAt: timeOf(rule.endsAtMinute),
    onHoliday: rule.onHoliday,
    closedAtYearEnd: rule.closedAtYearEnd,
    closedMonths: rule.closedMonths,
  };
}
