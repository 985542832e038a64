import { z } from 'zod';
import { instantOf } from '#platform/tokyo';
import { contactInput } from '../input.ts';

/** "2026-11-27T08:30", as a field for day and time sends it: Japan's clocks. */
const inJapan = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
  .transform((text) => instantOf(text.slice(0, 10), text.slice(11)))
  .refine((instant) => !Number.isNaN(instant.getTime()));

export const timeInput = contactInput.extend({ meetsAt: inJapan });
/** With an answer a time may come, and need not. */
export const perhapsTime = z.object({
  meetsAt: z
    .literal('')
    .transform(() => undefined)
    .or(inJapan)
    .optional(),
});
