/** What publishers hand in. The messages are keys of the feature's own texts. */
import { z } from 'zod';
import { isLocalDate } from '#platform/tokyo';
import { readableLine, readableText } from '#platform/text';
import { AUDIENCES, FIRST_STEPS, FORMATS, SERIES_KINDS, SIGN_UP_POLICIES } from './occurrence.ts';
import type { WeekOfMonth, Weekday } from './recurrence.ts';
import { ON_HOLIDAY } from './rule.ts';

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
  | 'schedule_problem_rules'
  | 'schedule_problem_capacity'
  | 'schedule_problem_place'
  | 'schedule_problem_area'
  | 'schedule_problem_reason'
  | 'schedule_problem_past'
  | 'schedule_problem_slots'
  | 'schedule_problem_unverified'
  | 'schedule_problem_choice';

/** The field's path ("rules.0.endsAt") → what to do, as a message key. */
export type Problems = Record<string, ProblemKey>;

const says = (key: ProblemKey) => ({ error: key });

const line = (most: number) =>
  z
    .string()
    .max(4000, says('schedule_problem_long'))
    .transform(readableLine)
    .pipe(z.string().max(most, says('schedule_problem_long')));
const text = (most: number) =>
  z
    .string()
    .max(40_000, says('schedule_problem_long'))
    .transform(readableText)
    .pipe(z.string().max(most, says('schedule_problem_long')));
const date = z.string().refine(isLocalDate, says('schedule_problem_date'));
/** "20:00"; ends may run past midnight, "26:00". */
const time = z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d$/, says('schedule_problem_time'));
const lateTime = z
  .string()
  .regex(/^([0-3]?\d|4[0-7]):[0-5]\d$|^48:00$/, says('schedule_problem_time'));
const choice = <const T extends readonly string[]>(values: T) =>
  z.enum(values, says('schedule_problem_choice'));

const minuteOf = (t: string): number => Number(t.slice(0, -3)) * 60 + Number(t.slice(-2));
/** What cannot be read is told of itself; its order would be a second complaint of one mistake. */
const forward = (span: { startsAt: string; endsAt: string }) =>
  !(minuteOf(span.startsAt) >= minuteOf(span.endsAt));
const orderOfTimes = { error: 'schedule_problem_times_order', path: ['endsAt'] };

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

const rhythm = z
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

const flowStep = z.object({ time, title: line(80), text: line(200) });

export const seriesInput = z
  .object({
    organisationId: z.uuid(says('schedule_problem_choice')),
    kind: choice(SERIES_KINDS),
    title: line(100).pipe(z.string().min(1, says('schedule_problem_title'))),
    summary: text(600).default(''),
    whatChanges: text(1200).default(''),
    audience: z.array(choice(AUDIENCES)).max(6).default(['anyone']),
    format: choice(FORMATS),
    prefCode: z
      .string()
      .regex(/^\d{2}$/, says('schedule_problem_area'))
      .nullable()
      .default(null),
    code5: z
      .string()
      .regex(/^\d{5}$/, says('schedule_problem_area'))
      .nullable()
      .default(null),
    placeName: line(120).default(''),
    placeAddress: line(200).default(''),
    placeAccess: text(400).default(''),
    fee: line(120).default(''),
    hostName: line(80).default(''),
    hostRole: line(120).default(''),
    hostMessage: text(400).default(''),
    flow: z.array(flowStep).max(20).default([]),
    houseRules: z.array(line(200)).max(20).default([]),
    firstSteps: z.array(choice(FIRST_STEPS)).max(7).default([]),
    topics: z.array(line(40)).max(10).default([]),
    languages: z.array(line(12)).max(10).default(['ja']),
    capacity: z
      .number(says('schedule_problem_capacity'))
      .int(says('schedule_problem_capacity'))
      .min(1, says('schedule_problem_capacity'))
      .max(1000, says('schedule_problem_capacity'))
      .nullable()
      .default(null),
    signUpPolicy: choice(SIGN_UP_POLICIES).default('none'),
    signUpOpensMinutes: z.number().int().min(1).max(525_600).nullable().default(null),
    signUpClosesMinutes: z.number().int().min(0).max(525_600).default(0),
    hasRoom: z.boolean().default(false),
    scheduleText: line(200).default(''),
    rules: z.array(rhythm).max(20).default([]),
  })
  .refine((s) => s.signUpPolicy !== 'open' || s.capacity !== null, {
    error: 'schedule_problem_capacity',
    path: ['capacity'],
  })
  .refine((s) => s.format === 'online' || s.prefCode !== null || s.code5 !== null, {
    error: 'schedule_problem_area',
    path: ['code5'],
  })
  .refine((s) => s.kind === 'peer_consultation' || s.rules.length > 0, {
    error: 'schedule_problem_rules',
    path: ['rules'],
  });

/** As the editor hands it in; everything with a default may be left out. */
export type SeriesInput = z.input<typeof seriesInput>;
export type ReadSeries = z.output<typeof seriesInput>;

export const moveInput = z
  .object({ date, startsAt: time, endsAt: lateTime })
  .refine(forward, orderOfTimes);
export type MoveInput = z.input<typeof moveInput>;

export const reasonInput = text(400).pipe(z.string().min(1, says('schedule_problem_reason')));

export const slotsInput = z.object({
  seriesId: z.uuid(),
  /** The viewer's own slots unless told. */
  supporterAccountId: z.uuid().optional(),
  date,
  slots: z
    .array(z.object({ startsAt: time, endsAt: lateTime }).refine(forward, orderOfTimes))
    .min(1, says('schedule_problem_slots'))
    .max(48, says('schedule_problem_slots')),
});
export type SlotsInput = z.input<typeof slotsInput>;

/** The first problem of each field. */
export function problemsOf(error: z.ZodError): Problems {
  const problems: Problems = {};
  for (const issue of error.issues)
    problems[issue.path.join('.')] ??= issue.message.startsWith('schedule_problem_')
      ? (issue.message as ProblemKey) // Our own messages above are the only ones that start so.
      : 'schedule_problem_choice';
  return problems;
}
