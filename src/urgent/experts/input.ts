import { z } from 'zod';
import { words } from '../input.ts';
import { EXPERT_FIELDS } from './question.ts';

const written = words.refine((text) => text !== '', { error: 'experts_problem_empty' });

export const questionInput = z.object({
  field: z.enum(EXPERT_FIELDS, { error: 'experts_problem_field' }),
  team: z.enum(['own', 'prefecture']).catch('own'),
  question: written,
});
export type QuestionInput = z.output<typeof questionInput>;

export const expertAnswerInput = z.object({ question: z.uuid(), answer: written });
