/** From rules to the dates they fall on. Server only: the recurrence engine and the holiday table are heavy. */
import { RRuleTemporal } from 'rrule-temporal';
import { isHoliday } from '#platform/holidays';
import { ZONE, addDays, instantOf, isYearEnd, timeOf, type LocalDate } from '#platform/tokyo';
import type { OnHoliday, Rule } from './rule.ts';

/** A date of a rule: as the rhythm counts it, and the day it is held where a public holiday moves it. */
export interface RuleDate {
  original: LocalDate;
  date: LocalDate;
}

/** A date of a whole series; `originalStart` is its identity and stays when a holiday moves it. */
export interface PlannedDate {
  originalStart: Date;
  startsAt: Date;
  endsAt: Date;
}

const STEP = { day_before: -1, day_after: 1, week_after: 7 } as const;

/** No run of holidays, counted by days or by weeks, moves a date further than this. */
const FURTHEST_MOVE = 21;

/** The dates of a rule that are held from `from` up to, not including, `until`, in order and each once. */
export function datesOf(rule: Rule, from: LocalDate, until: LocalDate): RuleDate[] {
  const reach = rule.onHoliday in STEP ? FURTHEST_MOVE : 0;
  const dates = originalsOf(rule, addDays(from, -reach), addDays(until, reach))
    .filter((original) => !isClosed(rule, original))
    .flatMap((original) => heldAs(original, rule.onHoliday))
    .filter(({ date }) => date >= from && date < until && !isClosed(rule, date));
  return oneEach(dates.sort(byHeldDate), ({ date }) => date);
}

function originalsOf(rule: Rule, from: LocalDate, until: LocalDate): LocalDate[] {
  if (rule.rrule === null) return rule.dates.filter((date) => date >= from && date < until);
  const start = later(from, rule.validFrom);
  const end = rule.validUntil ? earlier(until, addDays(rule.validUntil, 1)) : until;
  return start < end ? recurring(rule, rule.rrule, start, end) : [];
}

function recurring(rule: Rule, rrule: string, start: LocalDate, end: LocalDate): LocalDate[] {
  const engine = new RRuleTemporal({
    rruleString: `DTSTART;TZID=${ZONE}:${rule.validFrom.replaceAll('-', '')}T120000\nRRULE:${rrule}`,
  });
  return engine
    .between(instantOf(start, '00:00'), instantOf(end, '00:00'), true)
    .map((at) => at.toPlainDate().toString());
}

/** A moved date that falls on a holiday again goes on in the same direction. */
function heldAs(original: LocalDate, onHoliday: OnHoliday): RuleDate[] {
  if (onHoliday === 'held' || !isHoliday(original)) return [{ original, date: original }];
  if (onHoliday === 'skipped') return [];
  let date = original;
  while (isHoliday(date)) date = addDays(date, STEP[onHoliday]);
  return [{ original, date }];
}

const isClosed = (rule: Rule, date: LocalDate): boolean =>
  (rule.closedAtYearEnd && isYearEnd(date)) || rule.closedMonths.includes(Number(date.slice(5, 7)));

// Where a moved date meets one that was there already, the one that was there stays.
const byHeldDate = (a: RuleDate, b: RuleDate): number =>
  compare(a.date, b.date) ||
  Number(a.date !== a.original) - Number(b.date !== b.original) ||
  compare(a.original, b.original);

/** The dates of all rules held in the span, in order; where two meet, or count as the same date, there is one. */
export function planOf(rules: Rule[], from: LocalDate, until: LocalDate): PlannedDate[] {
  // Of one date that two rules hold on different days both must be seen, wherever the span's edge lies.
  const reach = 2 * FURTHEST_MOVE;
  const dates = rules.flatMap((rule) =>
    datesOf(rule, addDays(from, -reach), addDays(until, reach)).map(({ original, date }) => ({
      date,
      originalStart: instantsOf(rule, original).startsAt,
      ...instantsOf(rule, date),
    })),
  );
  const known = oneEach(dates.sort(byMove), ({ originalStart }) => originalStart.getTime());
  return oneEach(known, ({ startsAt }) => startsAt.getTime())
    .filter(({ date }) => date >= from && date < until)
    .map(({ originalStart, startsAt, endsAt }) => ({ originalStart, startsAt, endsAt }))
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

/** What stands first is kept: dates that no holiday moved, then the earlier, then the longer. */
const byMove = (a: PlannedDate, b: PlannedDate): number =>
  Math.abs(moveOf(a)) - Math.abs(moveOf(b)) ||
  a.originalStart.getTime() - b.originalStart.getTime() ||
  b.endsAt.getTime() - a.endsAt.getTime();

const moveOf = ({ originalStart, startsAt }: PlannedDate): number =>
  startsAt.getTime() - originalStart.getTime();

function oneEach<T, K>(all: T[], keyOf: (one: T) => K): T[] {
  const seen = new Set<K>();
  return all.filter((one) => !seen.has(keyOf(one)) && seen.add(keyOf(one)));
}

/** The instants of a rule's one date; an end past midnight falls on the next day. */
export const instantsOf = (rule: Rule, date: LocalDate): { startsAt: Date; endsAt: Date } => ({
  startsAt: instantOf(date, timeOf(rule.startsAtMinute)),
  endsAt: instantOf(date, timeOf(rule.endsAtMinute)),
});

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);
const earlier = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b);
