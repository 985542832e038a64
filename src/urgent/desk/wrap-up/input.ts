import { z } from 'zod';
import { contactInput } from '../../input.ts';
import { OUTCOMES, TELLERS } from './wrap-up.ts';

/** What is left out or is none of these is unsaid: ending a talk is never refused for it. */
export const wrapUpInput = contactInput.extend({
  outcome: z.enum([...OUTCOMES, 'unsaid']).catch('unsaid'),
  teller: z.enum([...TELLERS, 'unsaid']).catch('unsaid'),
});
export type WrapUpInput = z.output<typeof wrapUpInput>;
