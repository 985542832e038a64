/** Rules as schema.org's Schedule, where it can say them: not the last of a month, and no day left out or put off. */
import { ZONE } from '#platform/tokyo';
import { readRrule, type Recurrence, type Weekday } from './recurrence.ts';
import type { Rule } from './rule.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const UNITS = { day: 'D', week: 'W', month: 'M', month_day: 'M' } as const;
const DAY_MINUTES = 1_440;

export const dayName = (day: Weekday): string => `https://schema.org/${DAYS[day - 1]}`;

/** 1050 → "17:30"; past midnight the hour of the next day, 1560 → "02:00". */
export function clockTime(minute: number): string {
  const ofDay = minute % DAY_MINUTES;
  const [hours, minutes] = [Math.floor(ofDay / 60), ofDay % 60];
  return [hours, minutes].map((part) => String(part).padStart(2, '0')).join(':');
}

export const schedulesOf = (rules: Rule[]) => rules.flatMap(scheduleOf);

function scheduleOf(rule: Rule) {
  const recurrence = rule.rrule === null ? undefined : readRrule(rule.rrule);
  if (!recurrence || !isSayable(rule, recurrence)) return [];
  const minutes = rule.endsAtMinute - rule.startsAtMinute;
  return [
    {
      '@type': 'Schedule',
      repeatFrequency: `P${recurrence.interval}${UNITS[recurrence.every]}`,
      ...('weekdays' in recurrence && { byDay: recurrence.weekdays.map(dayName) }),
      ...('weeks' in recurrence && { byMonthWeek: recurrence.weeks }),
      ...('monthDays' in recurrence && { byMonthDay: recurrence.monthDays }),
      startDate: rule.validFrom,
      endDate: rule.validUntil ?? undefined,
      startTime: clockTime(rule.startsAtMinute),
      endTime: clockTime(rule.endsAtMinute),
      duration: `PT${minutes}M`,
      scheduleTimezone: ZONE,
    },
  ];
}

const isSayable = (rule: Rule, recurrence: Recurrence): boolean =>
  rule.onHoliday === 'held' && staysOpen(rule) && !countsFromTheEnd(recurrence);

export const staysOpen = ({ closedAtYearEnd, closedMonths }: Rule): boolean =>
  !closedAtYearEnd && closedMonths.length === 0;

const countsFromTheEnd = (recurrence: Recurrence): boolean =>
  ('weeks' in recurrence && recurrence.weeks.includes(-1)) ||
  ('monthDays' in recurrence && recurrence.monthDays.includes(-1));
