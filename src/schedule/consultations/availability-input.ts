/** Availability as a supporter hands it in. */
import { z } from 'zod';
import { FACES } from '#ui';
import { minutesOf } from '#platform/tokyo';
import {
  choice,
  date,
  forward,
  lateTime,
  line,
  orderOfTimes,
  says,
  text,
  time,
  type ProblemKey,
} from '../input-fields.ts';
import type { Weekday } from '../recurrence.ts';
import {
  CONSULTATION_METHODS,
  merged,
  type Availability,
  type ConsultationMethod,
  type Hours,
  type HoursException,
} from './availability.ts';

const MOST_NOTICE_MINUTES = 14 * 1440;

const count = (least: number, most: number, problem: ProblemKey) =>
  z.number(says(problem)).int(says(problem)).min(least, says(problem)).max(most, says(problem));

const span = z.object({ startsAt: time, endsAt: lateTime }).refine(forward, orderOfTimes);
const onDate = { date, startsAt: time, endsAt: lateTime };

const exception = z.discriminatedUnion(
  'kind',
  [
    z.object({ kind: z.literal('off'), date }),
    z.object({ kind: z.literal('instead'), ...onDate }),
    z.object({ kind: z.literal('also'), ...onDate }),
  ],
  says('schedule_problem_choice'),
);

const link = line(500).pipe(
  z.union([z.literal(''), z.url({ protocol: /^https$/, ...says('schedule_problem_link') })], {
    error: 'schedule_problem_link',
  }),
);

/** What only the supporter says of oneself; showing it rests on their own consent. */
const appearance = z.object({
  nickname: line(40),
  face: z.literal(FACES, says('schedule_problem_choice')).nullable(),
  message: text(400),
});

export const availabilityInput = z
  .object({
    seriesId: z.uuid(says('schedule_problem_choice')),
    /** The viewer's own unless told. */
    supporterAccountId: z.uuid(says('schedule_problem_choice')).optional(),
    week: z
      .array(span.safeExtend({ weekday: z.number().int().min(1).max(7) }))
      .max(70, says('schedule_problem_long')),
    exceptions: z
      .array(exception.refine((one) => one.kind === 'off' || forward(one), orderOfTimes))
      .max(200, says('schedule_problem_long')),
    exceptHolidays: z.boolean(),
    closedAtYearEnd: z.boolean(),
    slotMinutes: count(10, 240, 'schedule_problem_slot_minutes'),
    pauseMinutes: count(0, 240, 'schedule_problem_pause'),
    noticeMinutes: count(0, MOST_NOTICE_MINUTES, 'schedule_problem_notice'),
    horizonDays: count(1, 180, 'schedule_problem_horizon'),
    /** Beside writing, which is always possible. */
    methods: z.array(choice(CONSULTATION_METHODS)).max(3),
    /** Left empty, the one that is kept stays. */
    link: link.default(''),
    /** Left out where somebody else writes for the supporter. */
    appearance: appearance.optional(),
  })
  .refine((one) => one.noticeMinutes < one.horizonDays * 1440, {
    error: 'schedule_problem_notice',
    path: ['noticeMinutes'],
  });

export type AvailabilityInput = z.input<typeof availabilityInput>;
export type ReadAvailability = z.output<typeof availabilityInput>;

export const methodsOf = ({ methods }: ReadAvailability): ConsultationMethod[] =>
  CONSULTATION_METHODS.filter((method) => method === 'text' || methods.includes(method));

/** Spans of a day that touch count as one. */
export function availabilityOf(read: ReadAvailability): Availability {
  const { exceptHolidays, closedAtYearEnd, slotMinutes, pauseMinutes } = read;
  const { noticeMinutes, horizonDays } = read;
  const weekdays = Map.groupBy(read.week, ({ weekday }) => weekday as Weekday);
  const week = [...weekdays].flatMap(([weekday, spans]) =>
    merged(spans.map(hoursOf)).map((hours) => ({ weekday, ...hours })),
  );
  return {
    ...{ week, exceptions: exceptionsOf(read.exceptions) },
    ...{ exceptHolidays, closedAtYearEnd, slotMinutes, pauseMinutes, noticeMinutes, horizonDays },
  };
}

type ReadException = ReadAvailability['exceptions'][number];

function exceptionsOf(read: ReadException[]): HoursException[] {
  const alike = Map.groupBy(read, ({ date: day, kind }) => `${day} ${kind}`);
  return [...alike.values()].flatMap((all): HoursException[] => {
    const [{ date: day, kind } = { date: '', kind: 'off' as const }] = all;
    if (kind === 'off') return [{ date: day, kind, hours: null }];
    const spans = all.flatMap((one) => (one.kind === 'off' ? [] : [hoursOf(one)]));
    return merged(spans).map((hours) => ({ date: day, kind, hours }));
  });
}

const hoursOf = (typed: { startsAt: string; endsAt: string }): Hours => ({
  startsAtMinute: minutesOf(typed.startsAt),
  endsAtMinute: minutesOf(typed.endsAt),
});
