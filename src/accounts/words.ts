import { m } from '#paraglide/messages';
import type { AccountProblem } from './input.ts';

export const accountProblemWord = (problem: AccountProblem): string =>
  ({
    accounts_problem_login: m.accounts_problem_login,
    accounts_problem_login_taken: m.accounts_problem_login_taken,
    accounts_problem_name: m.accounts_problem_name,
    accounts_problem_password: m.accounts_problem_password,
    accounts_problem_password_again: m.accounts_problem_password_again,
    accounts_problem_password_same: m.accounts_problem_password_same,
  })[problem]();
