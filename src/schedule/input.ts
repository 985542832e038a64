/** What publishers hand in. */
import { z } from 'zod';
import { ORGANISATION_PARTS } from '#organisations';
import {
  choice,
  line,
  places,
  says,
  text,
  time,
  type ProblemKey,
  type Problems,
} from './input-fields.ts';
import { AUDIENCES, FIRST_STEPS, FORMATS, SERIES_KINDS, TOPICS } from './occurrence.ts';
import { MOST_CHOICES, MOST_QUESTIONS, questionAsksFor } from './questions.ts';
import { SIGN_UP_POLICIES } from './sign-up-terms.ts';
import { rhythmInput } from './rhythm-input.ts';

export type { ProblemKey, Problems } from './input-fields.ts';

const flowStep = z.object({ time, title: line(80), text: line(200) });

const question = z
  .object({
    text: line(100).pipe(z.string().min(1, says('schedule_problem_choice'))),
    choices: z.array(line(40)).max(MOST_CHOICES, says('schedule_problem_choices')).default([]),
  })
  .superRefine((asked, context) => {
    const what = questionAsksFor(asked);
    if (what)
      context.addIssue({
        code: 'custom',
        message: `schedule_problem_asks_${what}`,
        path: ['text'],
      });
  });

const comesToAnEnd = ({ repeats, until }: z.output<typeof rhythmInput>) =>
  repeats === 'once' || repeats === 'dates' || until !== null;

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
    topics: z.array(choice(TOPICS)).max(TOPICS.length).default([]),
    languages: z.array(line(12)).max(10).default(['ja']),
    capacity: places.nullable().default(null),
    signUpPolicy: choice(SIGN_UP_POLICIES).default('none'),
    signUpOpensMinutes: z.number().int().min(1).max(525_600).nullable().default(null),
    signUpClosesMinutes: z.number().int().min(0).max(525_600).default(0),
    allDates: z.boolean().default(false),
    firstTalkSeriesId: z.uuid(says('schedule_problem_choice')).nullable().default(null),
    firstTalkWindowId: z.uuid(says('schedule_problem_choice')).nullable().default(null),
    firstTalkWords: text(400).default(''),
    questions: z.array(question).max(MOST_QUESTIONS).default([]),
    hasRoom: z.boolean().default(false),
    scheduleText: line(200).default(''),
    organisations: z
      .array(
        z.object({
          part: choice(ORGANISATION_PARTS),
          name: line(120).pipe(z.string().min(1, says('schedule_problem_choice'))),
        }),
      )
      .max(8, says('schedule_problem_long'))
      .default([]),
    rules: z.array(rhythmInput).max(20).default([]),
  })
  .refine((s) => s.signUpPolicy !== 'open' || s.capacity !== null, {
    error: 'schedule_problem_capacity',
    path: ['capacity'],
  })
  .refine((s) => s.format === 'online' || s.prefCode !== null || s.code5 !== null, {
    error: 'schedule_problem_area',
    path: ['code5'],
  })
  .refine((s) => new Set(s.questions.map(({ text }) => text)).size === s.questions.length, {
    error: 'schedule_problem_asked_twice',
    path: ['questions'],
  })
  .refine((s) => !s.allDates || s.rules.every(comesToAnEnd), {
    error: 'schedule_problem_all_dates',
    path: ['allDates'],
  })
  .refine((s) => s.kind === 'peer_consultation' || s.rules.length > 0, {
    error: 'schedule_problem_rules',
    path: ['rules'],
  });

/** As the editor hands it in; everything with a default may be left out. */
export type SeriesInput = z.input<typeof seriesInput>;
export type ReadSeries = z.output<typeof seriesInput>;

/** The first problem of each field. */
export function problemsOf(error: z.ZodError): Problems {
  const problems: Problems = {};
  for (const issue of error.issues)
    problems[issue.path.join('.')] ??= issue.message.startsWith('schedule_problem_')
      ? (issue.message as ProblemKey) // Our own messages above are the only ones that start so.
      : 'schedule_problem_choice';
  return problems;
}
