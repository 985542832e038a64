import { z } from 'zod';
import { ORGANISATION_PARTS } from '#organisations';
import { graphemes, readableLine, readableText } from '#platform/text';
import { isLocalDate } from '#platform/tokyo';
import { hoursOfDate, hoursRules } from './hours-rules.ts';
import type { Minutes } from './hours.ts';
import { LEVELS, METHODS, WINDOW_LANGUAGES } from './window.ts';

/** What to do about a field, as the words know it. */
export const WINDOW_PROBLEMS = [
  'name',
  'long',
  'choice',
  'number',
  'ages',
  'address',
  'place',
  'times',
  'month_days',
  'date',
  'dates',
  'organisation',
  'nickname',
  'ring',
] as const;
export type WindowProblem = (typeof WINDOW_PROBLEMS)[number];

const problem = (key: WindowProblem) => ({ error: key });

const line = (longest = 200) =>
  z
    .string()
    .default('')
    .transform(readableLine)
    .pipe(z.string().max(longest, problem('long')));
const text = (longest = 1_000) =>
  z
    .string()
    .default('')
    .transform(readableText)
    .pipe(z.string().max(longest, problem('long')));
const orNull = (value: string) => value || null;

/** How long a desk rings before the next is rung too, in seconds. */
export const SHORTEST_RING = 15;
export const LONGEST_RING = 60;

const age = z
  .number(problem('number'))
  .int(problem('number'))
  .min(0, problem('number'))
  .max(120, problem('number'))
  .nullable();
const webAddress = line(500)
  .refine(
    (value) => value === '' || (URL.canParse(value) && /^https?:/u.test(value)),
    problem('address'),
  )
  .transform(orNull);
const mailAddress = line(200)
  .refine((value) => value === '' || z.email().safeParse(value).success, problem('address'))
  .transform(orNull);
const codes = z.array(z.string().regex(/^\d{5}$/u)).default([]);
const ids = z.array(z.guid()).max(500, problem('long')).default([]);

const inOrder = ({ opens, closes }: Minutes) => opens < closes;
const date = z.string().refine(isLocalDate, problem('date'));

const exception = z.object({
  date,
  hours: hoursOfDate.refine((spans) => spans.every(inOrder), problem('times')),
  note: line(),
});

const counsellor = z.object({
  nickname: line(40).pipe(z.string().min(1, problem('nickname'))),
  about: line(120),
  message: text(400),
});

const part = z.object({ organisationId: z.guid(), part: z.enum(ORGANISATION_PARTS) });

const once = <T>(values: T[]) => new Set(values).size === values.length;

export const windowInput = z
  .object({
    organisationId: z.guid(problem('organisation')).nullable(),
    name: line(120).pipe(z.string().min(1, problem('name'))),
    operatedBy: line(),
    leadDepartment: line(),
    level: z.enum(LEVELS, problem('choice')),
    targetPersons: line(),
    minimumAge: age,
    maximumAge: age,
    ageNote: line(),
    familyOnly: z.boolean().nullable(),
    takesHomeVisits: z.boolean(),
    acceptsNeighbours: z.boolean(),
    methods: z.array(z.enum(METHODS, problem('choice'))),
    languages: z.array(z.enum(WINDOW_LANGUAGES, problem('choice'))).min(1, problem('choice')),
    phone: line(40).transform(orNull),
    email: mailAddress,
    url: webAddress,
    address: line().transform(orNull),
    accessibility: line(400),
    prefCode: z
      .string()
      .regex(/^\d{2}$/u, problem('place'))
      .nullable(),
    code5: z.string().nullable(),
    serves: codes,
    excludes: codes,
    districts: ids,
    excludedDistricts: ids,
    areaNote: line(),
    ringSeconds: z
      .number(problem('ring'))
      .int(problem('ring'))
      .min(SHORTEST_RING, problem('ring'))
      .max(LONGEST_RING, problem('ring'))
      .default(30),
    hours: hoursRules.refine((rules) => rules.every(inOrder), problem('times')),
    hoursText: line(400),
    closedText: line(),
    exceptions: z
      .array(exception)
      .refine((given) => once(given.map((one) => one.date)), problem('dates')),
    message: text(400),
    receives: text(),
    whatChanges: text(),
    counsellors: z.array(counsellor).max(12, problem('long')),
    parts: z.array(part).max(8, problem('long')),
    sourceUrl: webAddress,
    sourceDate: line(40).transform(orNull),
    sourceNote: text(400),
  })
  .superRefine((window, context) => {
    const refuse = (path: string, key: WindowProblem) =>
      context.addIssue({ code: 'custom', path: [path], message: key });
    if ((window.minimumAge ?? 0) > (window.maximumAge ?? 120)) refuse('maximumAge', 'ages');
    const placed = window.level === 'nationwide' || window.prefCode !== null;
    const served = window.code5 !== null || window.serves.length > 0 || window.districts.length > 0;
    const local = window.level === 'town' || window.level === 'shared';
    if (!placed || (local && !served)) refuse('place', 'place');
  });
export type WindowInput = z.input<typeof windowInput>;
export type GivenWindow = z.output<typeof windowInput>;

const LONGEST_SUGGESTION = 1_000;

/** What anybody may say of a record: no name, no address, up to 1,000 characters. */
export const suggestionInput = z
  .string()
  .default('')
  .transform(readableText)
  .refine((given) => given !== '', { error: 'empty' })
  .refine((given) => given.length <= 4_000 && graphemes(given) <= LONGEST_SUGGESTION, {
    error: 'long',
  });
