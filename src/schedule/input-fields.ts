/** Fields as publishers type them. The messages are keys of the feature's own texts. */
import { z } from 'zod';
import { isLocalDate } from '#platform/tokyo';
import type { NeverAsked } from './questions.ts';
import { readableLine, readableText } from '#platform/text';

export type ProblemKey =
  | 'schedule_problem_title'
  | 'schedule_problem_long'
  | 'schedule_problem_date'
  | 'schedule_problem_dates_order'
  | 'schedule_problem_time'
  | 'schedule_problem_times_order'
  | 'schedule_problem_weekdays'
  | 'schedule_problem_weeks'
  | 'schedule_problem_month_days'
  | 'schedule_problem_dates'
  | 'schedule_problem_months'
  | 'schedule_problem_interval'
  | 'schedule_problem_shift'
  | 'schedule_problem_rules'
  | 'schedule_problem_all_dates'
  | `schedule_problem_asks_${NeverAsked}`
  | 'schedule_problem_asked_twice'
  | 'schedule_problem_choices'
  | 'schedule_problem_capacity'
  | 'schedule_problem_place'
  | 'schedule_problem_area'
  | 'schedule_problem_reason'
  | 'schedule_problem_past'
  | 'schedule_problem_slot_minutes'
  | 'schedule_problem_pause'
  | 'schedule_problem_notice'
  | 'schedule_problem_horizon'
  | 'schedule_problem_link'
  | 'schedule_problem_unverified'
  | 'schedule_problem_choice';

/** The field's path ("rules.0.endsAt") → what to do, as a message key. */
export type Problems = Record<string, ProblemKey>;

export const says = (key: ProblemKey) => ({ error: key });

export const line = (most: number) =>
  z
    .string()
    .max(4000, says('schedule_problem_long'))
    .transform(readableLine)
    .pipe(z.string().max(most, says('schedule_problem_long')));
export const text = (most: number) =>
  z
    .string()
    .max(40_000, says('schedule_problem_long'))
    .transform(readableText)
    .pipe(z.string().max(most, says('schedule_problem_long')));
export const date = z.string().refine(isLocalDate, says('schedule_problem_date'));
/** "20:00"; ends may run past midnight, "26:00". */
export const time = z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d$/, says('schedule_problem_time'));
export const lateTime = z
  .string()
  .regex(/^([0-3]?\d|4[0-7]):[0-5]\d$|^48:00$/, says('schedule_problem_time'));
export const choice = <const T extends readonly string[]>(values: T) =>
  z.enum(values, says('schedule_problem_choice'));

const minuteOf = (t: string): number => Number(t.slice(0, -3)) * 60 + Number(t.slice(-2));
/** What cannot be read is told of itself; its order would be a second complaint of one mistake. */
export const forward = (span: { startsAt: string; endsAt: string }) =>
  !(minuteOf(span.startsAt) >= minuteOf(span.endsAt));
export const orderOfTimes = { error: 'schedule_problem_times_order', path: ['endsAt'] };

export const places = z
  .number(says('schedule_problem_capacity'))
  .int(says('schedule_problem_capacity'))
  .min(1, says('schedule_problem_capacity'))
  .max(1000, says('schedule_problem_capacity'));
