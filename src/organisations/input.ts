import { z } from 'zod';
import { readableLine, readableText } from '#platform/text';
import { CRITERIA, PROMISES } from './application.ts';
import { ORGANISATION_KINDS } from './index.ts';
import { ORGANISATION_FACES } from './page.ts';
import { STANDINGS } from './standing.ts';

export const organisationInput = z.object({
  /** Of what ships with the portal; any other gets a new one. */
  id: z.guid().optional(),
  name: z.string().transform(readableLine).pipe(z.string().min(1).max(120)),
  kind: z.enum(ORGANISATION_KINDS),
  prefCode: z
    .string()
    .regex(/^\d{2}$/)
    .nullish(),
  code5: z
    .string()
    .regex(/^\d{5}$/)
    .nullish(),
  summary: z.string().transform(readableText).pipe(z.string().max(1000)).default(''),
  url: z.url({ protocol: /^https?$/ }).nullish(),
  sourceUrl: z.url({ protocol: /^https?$/ }).nullish(),
  sourceDate: z.string().max(40).nullish(),
  standing: z.enum(STANDINGS).default('applied'),
  demonstration: z.boolean().default(false),
});

export type OrganisationInput = z.input<typeof organisationInput>;

export type ApplicationProblem =
  | 'organisations_problem_name'
  | 'organisations_problem_kind'
  | 'organisations_problem_area'
  | 'organisations_problem_summary'
  | 'organisations_problem_url'
  | 'organisations_problem_recommender'
  | 'organisations_problem_fees'
  | 'organisations_problem_promises'
  | 'organisations_problem_long'
  | 'organisations_problem_too_many';

/** Field → what to do. */
export type ApplicationProblems = Record<string, ApplicationProblem>;

const says = (key: ApplicationProblem) => ({ error: key });
const given = (most: number, missing: ApplicationProblem) =>
  z
    .string()
    .max(20_000, says('organisations_problem_long'))
    .transform(readableText)
    .pipe(z.string().min(1, says(missing)).max(most, says('organisations_problem_long')));

/** A web page's address, typed with or without its https://. */
const webPage = z
  .string()
  .max(400, says('organisations_problem_url'))
  .transform((typed) => readableLine(typed))
  .transform((typed) => (typed === '' || /^https?:/.test(typed) ? typed : `https://${typed}`))
  .pipe(z.literal('').or(z.url({ protocol: /^https?$/, hostname: z.regexes.domain })));

/** What an applicant hands in; the area as codes, both null for the whole country. */
export const applicationInput = z.object({
  name: z
    .string()
    .max(4_000, says('organisations_problem_name'))
    .transform(readableLine)
    .pipe(
      z
        .string()
        .min(1, says('organisations_problem_name'))
        .max(120, says('organisations_problem_long')),
    ),
  kind: z.enum(ORGANISATION_KINDS, says('organisations_problem_kind')),
  prefCode: z
    .string()
    .regex(/^\d{2}$/, says('organisations_problem_area'))
    .nullable(),
  code5: z
    .string()
    .regex(/^\d{5}$/, says('organisations_problem_area'))
    .nullable(),
  summary: given(1_000, 'organisations_problem_summary'),
  url: webPage,
  recommender: given(400, 'organisations_problem_recommender'),
  fees: given(400, 'organisations_problem_fees'),
  promises: z
    .array(z.string())
    .refine((made) => PROMISES.every((promise) => made.includes(promise)), {
      error: 'organisations_problem_promises',
    }),
  /** The listed entry it says it is; of anything else nothing is said. */
  claims: z.string().nullish(),
});

export type ApplicationInput = z.input<typeof applicationInput>;

/** The first problem of each field. */
export function applicationProblemsOf(error: z.ZodError): ApplicationProblems {
  const problems: ApplicationProblems = {};
  for (const { path, message } of error.issues)
    problems[String(path[0])] ??= message.startsWith('organisations_problem_')
      ? (message as ApplicationProblem) // Our own messages above are the only ones that start so.
      : 'organisations_problem_url';
  return problems;
}

const remark = z.string().max(20_000).transform(readableText).pipe(z.string().max(1_000));

export const decisionInput = z.object({
  decision: z.enum(['verified', 'asked', 'declined']),
  checks: z.array(
    z.object({ criterion: z.enum(CRITERIA), met: z.boolean(), note: remark.default('') }),
  ),
  remark: remark.default(''),
});
export type DecisionInput = z.input<typeof decisionInput>;
export type Decision = z.output<typeof decisionInput>;

export const reasonInput = remark.pipe(z.string().min(1));

export const pageInput = z.object({
  summary: given(1_000, 'organisations_problem_summary'),
  url: webPage,
  face: z.enum(ORGANISATION_FACES).nullable().catch(null),
  message: z
    .string()
    .max(20_000, says('organisations_problem_long'))
    .transform(readableText)
    .pipe(z.string().max(1_000, says('organisations_problem_long'))),
  messageBy: z
    .string()
    .max(4_000, says('organisations_problem_long'))
    .transform(readableLine)
    .pipe(z.string().max(80, says('organisations_problem_long'))),
});
export type PageInput = z.input<typeof pageInput>;

export const personInput = z.object({
  nickname: z.string().max(4_000).transform(readableLine).pipe(z.string().max(40)),
  words: z.string().max(4_000).transform(readableText).pipe(z.string().max(400)),
});
