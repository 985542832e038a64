/** When a peer supporter listens, and how: what one-to-one slots are made of. */
import type { AccountId } from '#accounts';
import type { LocalDate } from '#platform/tokyo';
import type { Weekday } from '../recurrence.ts';

export const CONSULTATION_METHODS = ['text', 'voice', 'video'] as const;
export type ConsultationMethod = (typeof CONSULTATION_METHODS)[number];

/** Whose slots are laid out, and at which consultation. */
export interface Laying {
  seriesId: string;
  accountId: AccountId;
}

/** Minutes from midnight; an end past 1440 falls on the next day, up to 2880. */
export interface Hours {
  startsAtMinute: number;
  endsAtMinute: number;
}

/** `off` and `instead` set the week's hours of the date aside; `also` adds to them. */
export const EXCEPTION_KINDS = ['off', 'instead', 'also'] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

export type HoursException = { date: LocalDate } & (
  { kind: 'off'; hours: null } | { kind: 'instead' | 'also'; hours: Hours }
);

export interface Availability {
  week: (Hours & { weekday: Weekday })[];
  exceptions: HoursException[];
  exceptHolidays: boolean;
  closedAtYearEnd: boolean;
  slotMinutes: number;
  /** Between two slots, at least. */
  pauseMinutes: number;
  /** The latest moment to book, before the start. */
  noticeMinutes: number;
  /** Slots are open this many days ahead of today. */
  horizonDays: number;
}

/** Spans that touch or overlap as one, in order. */
export function merged(hours: Hours[]): Hours[] {
  const spans: Hours[] = [];
  for (const { startsAtMinute, endsAtMinute } of hours.toSorted(byStart)) {
    const last = spans.at(-1);
    if (last && startsAtMinute <= last.endsAtMinute)
      last.endsAtMinute = Math.max(last.endsAtMinute, endsAtMinute);
    else spans.push({ startsAtMinute, endsAtMinute });
  }
  return spans;
}

const byStart = (a: Hours, b: Hours): number => a.startsAtMinute - b.startsAtMinute;
