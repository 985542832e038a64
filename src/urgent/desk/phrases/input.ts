import { z } from 'zod';
import { readableText } from '#platform/text';

const LONGEST_PHRASES = 5_000;
const LONGEST_PROCEDURE = 2_000;

const lines = (most: number) =>
  z
    .string()
    .default('')
    .transform(readableText)
    .refine((text) => text.length <= most);

export const deskWordsInput = z.object({
  phrasesJa: lines(LONGEST_PHRASES),
  phrasesEn: lines(LONGEST_PHRASES),
  procedure: lines(LONGEST_PROCEDURE),
  edition: z.coerce.number().int().min(0),
});
