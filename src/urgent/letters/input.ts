import { z } from 'zod';
import { contactInput, instant, pressInput, words } from '../input.ts';
import { WISHES } from './letter.ts';

const written = words.refine((text) => text !== '', { error: 'letters_problem_empty' });

export const letterInput = pressInput
  .pick({ formToken: true, nickname: true })
  .extend({ words: written, wish: z.enum(WISHES).catch('text') });
export type LetterInput = z.output<typeof letterInput>;

/** After which in line a page goes on. */
export const placeInLine = contactInput.extend({ answerBy: instant, writtenAt: instant });

/** What one side writes to the other. */
export const writtenInput = contactInput.extend({ words: written });
