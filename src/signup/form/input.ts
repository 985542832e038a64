/** What a person hands in: a name to be called by, and whatever they like besides. */
import { z } from 'zod';
import { MOST_QUESTIONS } from '#schedule';
import { textOf, textsOf } from '#platform/form';
import { graphemes, readableLine, readableText } from '#platform/text';
import type { Answer, AnswersAmiss } from './answers.ts';
import { LARGEST_PARTY, WAYS } from '../places.ts';

const NICKNAME_LENGTH = 30;
const MESSAGE_LENGTH = 1_000;
const ANSWER_LENGTH = 200;

export type ProblemKey =
  | 'nickname_empty'
  | 'nickname_long'
  | 'nickname_of_staff'
  | 'message_long'
  | 'party_too_large'
  | 'way_unknown'
  | 'answers_long'
  | AnswersAmiss;

/** Field → what to do about it. */
export type Problems = Partial<
  Record<'nickname' | 'message' | 'partySize' | 'way' | 'answers', ProblemKey>
>;

const says = (error: ProblemKey) => ({ error });

// Letters that fonts draw as nothing: the Hangul fillers and the blank Braille cell.
const BLANK = /[\u115F\u1160\u3164\uFFA0\u2800]/gu;
const isVisible = (text: string) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replace(BLANK, ''));

const STAFF =
  /運営|管理者|管理人|事務局|職員|相談員|支援員|スタッフ|公式|つどい(事務|本部|窓口)|staff|admin|moderator|operator|official/u;
const soundsLikeStaff = (text: string) =>
  STAFF.test(
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  );

const within = (most: number) => (text: string) =>
  // What is short however it is counted need not be cut into letters, which is dear.
  text.length <= most ||
  // Marks piled on one letter count as one for a reader; the database counts each.
  (graphemes(text) <= most && [...text].length <= most * 2.5);

export const nickname = z
  .string(says('nickname_empty'))
  .transform((typed) => readableLine(typed).replace(BLANK, '').trim())
  .pipe(
    z
      .string()
      .refine(isVisible, { ...says('nickname_empty'), abort: true })
      .refine(within(NICKNAME_LENGTH), { ...says('nickname_long'), abort: true })
      .refine((name) => !soundsLikeStaff(name), says('nickname_of_staff')),
  );

const message = z
  .string()
  .default('')
  .transform(readableText)
  .pipe(z.string().refine(within(MESSAGE_LENGTH), says('message_long')));

const detailsInput = z.object({
  nickname,
  partySize: z.coerce
    .number(says('party_too_large'))
    .int(says('party_too_large'))
    .min(1, says('party_too_large'))
    .max(LARGEST_PARTY, says('party_too_large'))
    .default(1),
  way: z.enum(WAYS, says('way_unknown')).default('text'),
  message,
});

/** Left open, an answer is none. */
const answers = z
  .array(
    z.object({
      asked: z.string().max(250),
      answer: z
        .string()
        .transform(readableLine)
        .pipe(z.string().refine(within(ANSWER_LENGTH), says('answers_long'))),
    }),
  )
  .max(MOST_QUESTIONS)
  .transform((all) => all.filter(({ answer }) => answer !== ''));

/** `answers` left out stay as they are. */
export const changeInput = detailsInput.extend({ answers: answers.optional() });

export const signUpInput = detailsInput.extend({
  answers: answers.default([]),
  formToken: z.string().max(200),
  occurrenceId: z.string().max(50),
  /** At every date from now on as well. */
  every: z.boolean().default(false),
});

export type Details = z.output<typeof detailsInput>;
export type SignUpInput = z.input<typeof signUpInput>;
export type SignUpRequest = z.output<typeof signUpInput>;

/** A refused form as it was typed, so that nothing is lost. */
export interface SignUpTyped {
  nickname: string;
  partySize: string;
  way: string;
  message: string;
  /** Where the organiser asks something. */
  answers?: Answer[] | undefined;
  /** On the form that makes it, of a series. */
  every?: boolean | undefined;
  /** Of a device that carries somebody: the same person or another. */
  as?: string | undefined;
}

const FIELDS = ['nickname', 'message', 'partySize', 'way', 'answers'] as const;

export function problemsOf(error: z.ZodError): Problems {
  const problems: Problems = {};
  for (const issue of error.issues) {
    const field = FIELDS.find((name) => name === issue.path[0]);
    // All messages of these fields are keys set by `says`.
    if (field) problems[field] ??= issue.message as ProblemKey;
  }
  return problems;
}

export const typedIn = (form: FormData): SignUpTyped => ({
  nickname: textOf(form, 'nickname'),
  partySize: textOf(form, 'partySize') || '1',
  way: textOf(form, 'way') || 'text',
  message: textOf(form, 'message'),
  every: textOf(form, 'every') !== '',
  answers: answersIn(form),
  as: textOf(form, 'as'),
});

function answersIn(form: FormData): Answer[] | undefined {
  const answered = textsOf(form, 'answer');
  const asked = textsOf(form, 'asked').slice(0, MOST_QUESTIONS);
  return asked.length === 0
    ? undefined
    : asked.map((question, n) => ({ asked: question, answer: answered[n] ?? '' }));
}
