/** What is done to single dates. */
import { z } from 'zod';
import {
  date,
  forward,
  lateTime,
  line,
  orderOfTimes,
  places,
  says,
  text,
  time,
} from './input-fields.ts';

export const moveInput = z
  .object({ date, startsAt: time, endsAt: lateTime })
  .refine(forward, orderOfTimes);
export type MoveInput = z.input<typeof moveInput>;

/** Ninety days. */
const MOST_SHIFT = 90 * 1440;

export const reasonInput = text(400).pipe(z.string().min(1, says('schedule_problem_reason')));

/** What is done to coming dates; `minutes` forwards or, below zero, back; `code5` null for the usual town. */
export const dateChangeInput = z.discriminatedUnion(
  'act',
  [
    z.object({ act: z.literal('cancel'), reason: reasonInput }),
    z.object({ act: z.literal('restore') }),
    z.object({
      act: z.literal('shift'),
      minutes: z
        .number(says('schedule_problem_shift'))
        .int(says('schedule_problem_shift'))
        .min(-MOST_SHIFT, says('schedule_problem_shift'))
        .max(MOST_SHIFT, says('schedule_problem_shift'))
        .refine((minutes) => minutes !== 0, says('schedule_problem_shift')),
    }),
    z.object({ act: z.literal('resize'), capacity: places }),
    z.object({ act: z.literal('note'), note: line(120) }),
    z.object({
      act: z.literal('place'),
      placeName: line(120).pipe(z.string().min(1, says('schedule_problem_place'))),
      code5: z
        .string()
        .regex(/^\d{5}$/, says('schedule_problem_area'))
        .nullable(),
    }),
    z.object({ act: z.literal('usual_place') }),
  ],
  says('schedule_problem_choice'),
);
export type DateChange = z.input<typeof dateChangeInput>;
export type ReadDateChange = z.output<typeof dateChangeInput>;
