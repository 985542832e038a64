import { z } from 'zod';
import type { AccountId } from '#accounts';
import { isId } from '#platform/id';
import { perhapsTime } from '../callbacks/input.ts';
import { contactInput, pressInput } from '../input.ts';
import { READABLE_DAYS } from './passing-on.ts';

const days = z.coerce.number().pipe(z.literal(READABLE_DAYS)).default(READABLE_DAYS[0]);

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
    days,
  });
export type OnwardInput = z.output<typeof onwardInput>;

/** Whom the desk would hand a talk to. */
export const handOverAsk = contactInput.extend({
  ...perhapsTime.shape,
  windowId: z.uuid(),
  /** Empty: whoever is there. */
  accountId: z
    .string()
    .default('')
    .transform((id) => (isId<AccountId>(id) ? id : null)),
});

export type HandOverAsk = z.output<typeof handOverAsk>;

/** The person's answer: no, or yes with what goes along. */
export const handOverAnswer = contactInput.extend({
  handOverId: z.uuid(),
  answer: z.enum(['no', 'yes']),
  passes: z.enum(['first_words', 'talk']).default('first_words'),
  days,
});
export type HandOverAnswer = z.output<typeof handOverAnswer>;
