/** Reads the codes that the shipped lists write hours in: "0Mo0Tu 10:00-12:00,13:00-16:00; 4We 10:00-12:00 @市役所". */
import { readCodedHours, type CodedDays, type CodedHours } from '#platform/written';
import type { HoursRule } from './hours.ts';

type Days = Pick<HoursRule, 'weekdays' | 'weeks' | 'monthDays'>;
type Exceptions = NonNullable<HoursRule['except']>;

/**
 * The rules of a code, or undefined where a part of it cannot be read; an empty code has none. `except` are the closed days
 * of those parts that name none of their own.
 */
export function readHoursCode(code: string, except: Exceptions = []): HoursRule[] | undefined {
  const parts = readCodedHours(code)?.map((part) => rulesOf(part, except));
  return parts?.some((rules) => !rules) ? undefined : parts?.flatMap((rules) => rules ?? []);
}

/** Undefined where a day comes every other week, which the hours of a desk cannot say. */
function rulesOf(part: CodedHours, except: Exceptions): HoursRule[] | undefined {
  const days = part.days.map(daysOf);
  if (days.some((one) => !one)) return undefined;
  const { spans, closed = except, place } = part;
  return days.flatMap((one) =>
    spans.map((span) => ({
      ...one,
      ...span,
      ...(closed.length > 0 ? { except: closed } : {}),
      ...(place ? { place } : {}),
    })),
  );
}

function daysOf(days: CodedDays): Days | undefined {
  if (days.every === 'other_week') return undefined;
  const { every: _, ...named } = days;
  return named;
}

/** What a list says in words about closed days: 「祝日・年末年始」. */
export function readClosedDays(text: string): Exceptions {
  return [
    ...(/祝|休日/u.test(text) ? (['holidays'] as const) : []),
    ...(/年末年始|12\/29/u.test(text) ? (['year_end'] as const) : []),
  ];
}
