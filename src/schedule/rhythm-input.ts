/** A rhythm as the editor hands it in. */
import { z } from 'zod';
import { isLocalDate } from '#platform/tokyo';
import { choice, date, forward, lateTime, orderOfTimes, says, time } from './input-fields.ts';
import type { WeekOfMonth, Weekday } from './recurrence.ts';
import { ON_HOLIDAY } from './rule.ts';

const weekday = z
  .number()
  .int()
  .min(1)
  .max(7)
  .transform((n) => n as Weekday);
const week = z
  .union([z.literal(-1), z.number().int().min(1).max(5)])
  .transform((n) => n as WeekOfMonth);

const interval = z
  .number(says('schedule_problem_interval'))
  .int(says('schedule_problem_interval'))
  .min(1, says('schedule_problem_interval'))
  .max(12, says('schedule_problem_interval'));
const monthDay = z
  .number(says('schedule_problem_month_days'))
  .refine(
    (n) => n === -1 || (Number.isInteger(n) && n >= 1 && n <= 31),
    says('schedule_problem_month_days'),
  );

export const rhythmInput = z
  .object({
    repeats: choice(['once', 'dates', 'day', 'week', 'month', 'month_day']),
    interval: interval.default(1),
    weekdays: z.array(weekday).max(7).default([]),
    weeks: z.array(week).max(6).default([]),
    monthDays: z.array(monthDay).max(31).default([]),
    dates: z.array(date).max(100, says('schedule_problem_dates')).default([]),
    from: z.string().default(''),
    until: date.nullable().default(null),
    startsAt: time,
    endsAt: lateTime,
    onHoliday: choice(ON_HOLIDAY).default('held'),
    closedAtYearEnd: z.boolean().default(false),
    closedMonths: z.array(z.number().int().min(1).max(12)).default([]),
  })
  .refine(forward, orderOfTimes)
  .refine((r) => r.repeats === 'dates' || isLocalDate(r.from), {
    error: 'schedule_problem_date',
    path: ['from'],
  })
  .refine((r) => r.until === null || r.from <= r.until, {
    error: 'schedule_problem_dates_order',
    path: ['until'],
  })
  .refine((r) => !['week', 'month'].includes(r.repeats) || r.weekdays.length > 0, {
    error: 'schedule_problem_weekdays',
    path: ['weekdays'],
  })
  .refine((r) => r.repeats !== 'month' || r.weeks.length > 0, {
    error: 'schedule_problem_weeks',
    path: ['weeks'],
  })
  .refine((r) => r.repeats !== 'month_day' || r.monthDays.length > 0, {
    error: 'schedule_problem_month_days',
    path: ['monthDays'],
  })
  .refine((r) => r.repeats !== 'dates' || r.dates.length > 0, {
    error: 'schedule_problem_dates',
    path: ['dates'],
  })
  .refine((r) => new Set(r.closedMonths).size < 12, {
    error: 'schedule_problem_months',
    path: ['closedMonths'],
  });
