/** From rules to the dates they fall on. Server only: the recurrence engine and the holiday table are heavy. */
import holidays from '@holiday-jp/holiday_jp';
import { RRuleTemporal } from 'rrule-temporal';
import { addDays, instantOf, ZONE, type LocalDate } from '#platform/tokyo';
import { timeOf, type Rule } from './rule.ts';

/** The dates of a rule from `from` up to, not including, `until`, in order. */
export function datesOf(rule: Rule, from: LocalDate, until: LocalDate): LocalDate[] {
  const start = later(from, rule.validFrom);
  const end = rule.validUntil ? earlier(until, addDays(rule.validUntil, 1)) : until;
  if (start >= end) return [];
  const dates =
    rule.rrule === null ? onlyDate(rule, start, end) : recurring(rule, rule.rrule, start, end);
  return rule.skipsHolidays ? dates.filter((date) => !isHoliday(date)) : dates;
}

const onlyDate = (rule: Rule, start: LocalDate, end: LocalDate): LocalDate[] =>
  rule.validFrom >= start && rule.validFrom < end ? [rule.validFrom] : [];

function recurring(rule: Rule, rrule: string, start: LocalDate, end: LocalDate): LocalDate[] {
  const engine = new RRuleTemporal({
    rruleString: `DTSTART;TZID=${ZONE}:${rule.validFrom.replaceAll('-', '')}T120000\nRRULE:${rrule}`,
  });
  return engine
    .between(instantOf(start, '00:00'), instantOf(end, '00:00'), true)
    .map((at) => at.toPlainDate().toString());
}

/** The instants of a rule's one date; an end past midnight falls on the next day. */
export const spanOf = (rule: Rule, date: LocalDate): { startsAt: Date; endsAt: Date } => ({
  startsAt: instantOf(date, timeOf(rule.startsAtMinute)),
  endsAt: instantOf(date, timeOf(rule.endsAtMinute)),
});

/** A public holiday of Japan, substitutes included. */
export const isHoliday = (date: LocalDate): boolean => HOLIDAYS.has(date);

// The package's own look-up goes through all of them each time.
const HOLIDAYS = new Set(Object.keys(holidays.holidays));

const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);
const earlier = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b);
