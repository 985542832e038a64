import { m } from '#paraglide/messages';
import type { AccountProblem } from './input.ts';

export const accountProblemWord = (problem: AccountProblem): string => m[problem]();
