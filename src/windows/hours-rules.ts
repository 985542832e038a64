import { z } from 'zod';
import type { HoursRule, Minutes } from './hours.ts';

/** Rules as they are stored. */
export const hoursRules: z.ZodType<HoursRule[]> = z.array(
  z.object({
    weekdays: z.array(z.number().int().min(1).max(7)).exactOptional(),
    weeks: z.array(z.number().int().min(1).max(6)).exactOptional(),
    monthDays: z.array(z.number().int().min(1, 'month_days').max(31, 'month_days')).exactOptional(),
    opens: z.number().int().min(0).max(1439),
    closes: z.number().int().min(1).max(2880),
    except: z.array(z.enum(['holidays', 'year_end'])).exactOptional(),
    place: z.string().max(120).exactOptional(),
  }),
);

/** The hours of a single date as they are stored. */
export const hoursOfDate: z.ZodType<Minutes[]> = z.array(
  z.object({
    opens: z.number().int().min(0).max(1439),
    closes: z.number().int().min(1).max(2880),
  }),
);

/** Rules as stored; none, or unreadable ones, mean that the hours are unknown. */
export function readRules(stored: unknown): HoursRule[] | null {
  const rules = hoursRules.safeParse(stored);
  return rules.success && rules.data.length > 0 ? rules.data : null;
}
