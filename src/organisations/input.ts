import { z } from 'zod';
import { readableLine, readableText } from '#platform/text';
import { ORGANISATION_KINDS } from './index.ts';

export const organisationInput = z.object({
  name: z.string().transform(readableLine).pipe(z.string().min(1).max(120)),
  kind: z.enum(ORGANISATION_KINDS),
  prefCode: z
    .string()
    .regex(/^\d{2}$/)
    .nullish(),
  code5: z
    .string()
    .regex(/^\d{5}$/)
    .nullish(),
  summary: z.string().transform(readableText).pipe(z.string().max(1000)).default(''),
  url: z.url({ protocol: /^https?$/ }).nullish(),
  sourceUrl: z.url({ protocol: /^https?$/ }).nullish(),
  sourceDate: z.string().max(40).nullish(),
  /** Public as checked by the operator against the stated criteria. */
  verified: z.boolean().default(false),
  demonstration: z.boolean().default(false),
});

export type OrganisationInput = z.input<typeof organisationInput>;
