/** A shift as a form or a list says it, and what it plans: one, or a rule. */
import { z } from 'zod';
import { isLocalDate, localDate, minutesOf, type LocalDate } from '#platform/tokyo';
import { MOST_TALKS, SHIFT_ROLES, type ShiftRole } from '../shift.ts';
import { spanOn, type ShiftRule } from './rule.ts';
import type { Span } from '../span.ts';
import { isNear } from './week.ts';

export type ShiftProblem =
  'person' | 'date' | 'far' | 'starts' | 'ends' | 'past' | 'weekdays' | 'until';

/** What became of a row of a list. */
export type RowOutcome = 'planned' | 'overlaps' | ShiftProblem;

export interface ShiftInput {
  accountId: string;
  role: string;
  date: string;
  /** "8:30"; the end up to 24 hours later, "26:00". */
  startsAt: string;
  endsAt: string;
  /** Talks at once. */
  capacity: number;
  /** Undefined for a single shift. */
  repeats?: {
    weekdays: number[];
    /** Of the month, 6 the last; none is every week. */
    weeks: number[];
    rests: string[];
    /** The last day; empty for no end. */
    until: string;
  };
}

const time = z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d$/);
const end = z.string().regex(/^([0-3]?\d|4[0-8]):[0-5]\d$/);

const shiftInput = z.object({
  accountId: z.uuid(),
  role: z.enum(SHIFT_ROLES),
  date: z.string().refine(isLocalDate),
  startsAt: time,
  endsAt: end,
  capacity: z.number().int().min(1).max(MOST_TALKS),
  repeats: z
    .object({
      weekdays: z.array(z.number().int().min(1).max(7)).min(1),
      weeks: z.array(z.number().int().min(1).max(6)),
      rests: z.array(z.enum(['holidays', 'year_end'])),
      until: z.union([z.literal(''), z.string().refine(isLocalDate)]),
    })
    .optional(),
});

export interface ShiftPlan {
  accountId: string;
  role: ShiftRole;
  capacity: number;
  date: LocalDate;
  span: Span;
  rule: ShiftRule | null;
}

/** Field → what to do about it; the field of a rule's day is `weekdays`. */
export interface ShiftRefused {
  problems: Partial<Record<string, ShiftProblem>>;
}

const PROBLEM_OF: Record<string, ShiftProblem> = {
  accountId: 'person',
  role: 'person',
  date: 'date',
  startsAt: 'starts',
  endsAt: 'ends',
};

/** What it plans, or the fields that must be written differently; a shift that is over before `now` plans nothing. */
export function readShift(input: ShiftInput, now: Date): ShiftPlan | ShiftRefused {
  const read = shiftInput.safeParse(input);
  if (!read.success)
    return {
      problems: Object.fromEntries(
        read.error.issues.map(({ path }) => {
          const field = String(path[0] === 'repeats' ? (path[1] ?? 'weekdays') : (path[0] ?? ''));
          return [field, PROBLEM_OF[field] ?? (field === 'until' ? 'until' : 'weekdays')];
        }),
      ),
    };
  const { accountId, role, capacity, date, repeats } = read.data;
  if (!isNear(date, localDate(now))) return { problems: { date: 'far' } };
  const [opens, closes] = [minutesOf(read.data.startsAt), minutesOf(read.data.endsAt)];
  if (closes <= opens || closes - opens > 1440) return { problems: { endsAt: 'ends' } };
  const span = spanOn(date, { opens, closes });
  if (repeats?.until && repeats.until < date) return { problems: { until: 'until' } };
  if (!repeats && span.endsAt <= now) return { problems: { date: 'past' } };
  const plan = { accountId, role, capacity, date, span };
  return { ...plan, rule: repeats ? ruleOf(plan, { opens, closes }, repeats) : null };
}

function ruleOf(
  { accountId, role, capacity, date }: Omit<ShiftPlan, 'rule'>,
  times: { opens: number; closes: number },
  { weekdays, weeks, rests, until }: NonNullable<z.infer<typeof shiftInput>['repeats']>,
): ShiftRule {
  return {
    ...{ accountId, role, capacity },
    hours: { weekdays, ...(weeks.length > 0 ? { weeks } : {}), except: rests, ...times },
    validFrom: date,
    validUntil: until === '' ? null : until,
  };
}
