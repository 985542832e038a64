/** What somebody hands in who makes a login of their own. The messages are keys of the feature's own texts. */
import { z } from 'zod';
import { graphemes, readableLine } from '#platform/text';

export type AccountProblem =
  | 'accounts_problem_login'
  | 'accounts_problem_login_taken'
  | 'accounts_problem_name'
  | 'accounts_problem_password'
  | 'accounts_problem_password_again'
  | 'accounts_problem_password_same';

/** Field → what to do. */
export type AccountProblems = Partial<Record<'login' | 'displayName' | 'password', AccountProblem>>;

/** Logins are compared in lower case, whatever width they were typed in. */
export const loginOf = (typed: string): string =>
  readableLine(typed).normalize('NFKC').toLowerCase();

const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 200;
/** What a field for one takes: a letter may be of several characters. */
export const LONGEST_PASSWORD_TYPED = LONGEST_PASSWORD * 4;

const newPassword = z
  .string()
  .refine((password) => inLength(password, SHORTEST_PASSWORD, LONGEST_PASSWORD), {
    error: 'accounts_problem_password',
  });

export const newAccountInput = z.object({
  displayName: z
    .string()
    .max(200, { error: 'accounts_problem_name' })
    .transform(readableLine)
    .pipe(z.string().refine((name) => inLength(name, 1, 40), { error: 'accounts_problem_name' })),
  login: z
    .string()
    .max(200, { error: 'accounts_problem_login' })
    .transform(loginOf)
    .pipe(z.string().regex(/^[a-z0-9][a-z0-9._@-]{2,59}$/, { error: 'accounts_problem_login' })),
  password: newPassword,
});

const inLength = (text: string, least: number, most: number): boolean =>
  text.length <= most * 4 && graphemes(text) >= least && graphemes(text) <= most;

export type NewAccountInput = z.input<typeof newAccountInput>;

/** Typed twice: who mistypes it once would be shut out, and nobody can look it up for them. */
export interface PasswordChange {
  current: string;
  /** Of the second factor, where one is set. */
  code?: string | undefined;
  next: string;
  again: string;
}

/** Field → what to do. */
export type PasswordProblems = Partial<Record<'next' | 'again', AccountProblem>>;

export function passwordProblemsOf({ current, next, again }: PasswordChange): PasswordProblems {
  if (!newPassword.safeParse(next).success) return { next: 'accounts_problem_password' };
  if (opensAlike(next, current)) return { next: 'accounts_problem_password_same' };
  return opensAlike(next, again) ? {} : { again: 'accounts_problem_password_again' };
}

const opensAlike = (one: string, other: string): boolean =>
  one.normalize('NFKC') === other.normalize('NFKC');

export function accountProblemsOf(error: z.ZodError): AccountProblems {
  const problems: AccountProblems = {};
  for (const { path, message } of error.issues)
    // The schema has these three fields, and its messages are ours.
    problems[path[0] as keyof AccountProblems] ??= message as AccountProblem;
  return problems;
}
