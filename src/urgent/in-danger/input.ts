import { z } from 'zod';
import { graphemes, readableText } from '#platform/text';
import { DANGERS, LONGEST_DANGER_REASON } from './danger-reading.ts';

export const dangerInput = z.object({
  danger: z.enum(DANGERS, { error: 'danger_problem_which' }),
  reason: z
    .string()
    .default('')
    .transform(readableText)
    .refine((text) => text !== '', { error: 'danger_problem_reason' })
    .refine((text) => text.length <= 2_000 && graphemes(text) <= LONGEST_DANGER_REASON, {
      error: 'danger_problem_long',
    }),
});
export type DangerInput = z.output<typeof dangerInput>;
