import { z } from 'zod';
import type { Locale } from '#paraglide/runtime';
import { isId } from '#platform/id';
import { graphemes, readableLine, readableText } from '#platform/text';

const LONGEST_WORDS = 2_000;
const LONGEST_NICKNAME = 30;
const MOST_CHARACTERS = 8_000;

/** Words that are never lost to a mistake: the form comes back with them and says what to do. */
export const words = z
  .string()
  .default('')
  .transform(readableText)
  .refine((text) => text.length <= MOST_CHARACTERS && graphemes(text) <= LONGEST_WORDS, {
    error: 'urgent_problem_words',
  });

const nickname = z
  .string()
  .default('')
  .transform(readableLine)
  .refine((text) => text.length <= 80 && graphemes(text) <= LONGEST_NICKNAME, {
    error: 'urgent_problem_nickname',
  });

export const checkbox = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on');

const code = (form: RegExp) =>
  z
    .string()
    .optional()
    .transform((text) => (text && form.test(text) ? text : null));

export const pressInput = z.object({
  formToken: z.uuid(),
  code5: code(/^\d{5}$/),
  districtId: z
    .string()
    .optional()
    .transform((text) => (isId(text) ? text : null)),
  prefCode: code(/^\d{2}$/),
  skipsNearby: checkbox,
  nickname,
  words,
});
/** With the language of the page it was made on. */
export type Press = z.output<typeof pressInput> & { language: Locale };

/** As an address names it. */
export const instant = z.iso.datetime().transform((text) => new Date(text));

export const contactInput = z.object({ contactId: z.uuid() });
