import { z } from 'zod';
import { isId } from '#platform/id';
import { pressInput } from '../input.ts';
import { READABLE_DAYS } from './passing-on.ts';

export const onwardInput = pressInput
  .pick({ formToken: true, code5: true, nickname: true, words: true })
  .extend({
    /** Null: along the route, the nearest first. */
    windowId: z
      .string()
      .default('')
      .transform((id) => (isId(id) ? id : null)),
    /** Nothing but that somebody comes from a peer talk, words of one's own, or the talk's text as well. */
    passes: z.enum(['nothing', 'words', 'talk']).default('nothing'),
    days: z.coerce.number().pipe(z.literal(READABLE_DAYS)).default(READABLE_DAYS[0]),
  });
export type OnwardInput = z.output<typeof onwardInput>;
