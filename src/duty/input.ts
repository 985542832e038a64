import { z } from 'zod';

/** 当番に入る, as the desk sends it: which windows, and until when in Japan ("21:00", perhaps past midnight). */
export const dutyInput = z.object({
  windowIds: z.array(z.uuid()).min(1).max(50),
  until: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
});
