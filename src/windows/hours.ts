/**
 * Opening hours as rules, after the government notation: a day of the week with the weeks of the month it falls in
 * (1–5, 6 for the last, none for every week). Minutes count from midnight of the opening day and may pass 24:00.
 */
import {
  addDays,
  instantOf,
  isYearEnd,
  localDate,
  type LocalDate,
  weekdayOf,
} from '#platform/tokyo';

export interface Minutes {
  opens: number;
  closes: number;
}

export interface HoursRule extends Minutes {
  /** Monday 1 … Sunday 7. */
  weekdays?: number[];
  weeks?: number[];
  monthDays?: number[];
  except?: ('holidays' | 'year_end')[];
  /** Where, if it is not always the same. */
  place?: string;
}

/** Closed on holidays and at the year's end where nothing is said of them: better to leave out an open day than to send somebody to a closed door. */
export const EVERY_OFFICE: NonNullable<HoursRule['except']> = ['holidays', 'year_end'];

/** A single date with hours of its own; none is closed. */
export interface HoursException {
  date: LocalDate;
  hours: Minutes[];
  note: string;
}

export interface HoursOfDay {
  date: LocalDate;
  spans: (Minutes & { place?: string })[];
  note: string;
}

export type IsHoliday = (date: LocalDate) => boolean;

interface Span {
  from: Date;
  until: Date;
}

/** What the hours say at an instant; `until` is null where it never closes, `next` where no opening is foreseen. */
export type OpenState =
  | { state: 'unknown' }
  | { state: 'open'; until: Date | null }
  | { state: 'closed'; next: Date | null };

const horizonDays = 40;
const longestDays = 8;

export function openStateAt(
  rules: HoursRule[] | null,
  now: Date,
  isHoliday: IsHoliday,
  exceptions: HoursException[] = [],
): OpenState {
  if (!rules || rules.length === 0) return { state: 'unknown' };
  const hours = { rules, exceptions };
  if (!isOpenAt(hours, now, isHoliday))
    return { state: 'closed', next: nextOpening(hours, now, isHoliday) };
  return { state: 'open', until: closingAfter(hours, now, isHoliday) };
}

/** Open at the instant, without looking ahead for when that changes; unknown hours are not open. */
export const isOpenAt = (hours: Hours, now: Date, isHoliday: IsHoliday): boolean =>
  spansFrom(hours, now, 1, isHoliday).some((span) => holds(span, now));

interface Hours {
  rules: HoursRule[];
  exceptions: HoursException[];
}

/** The start of the next span after `now`, within forty days. */
function nextOpening(hours: Hours, now: Date, isHoliday: IsHoliday): Date | null {
  const spans = spansFrom(hours, now, horizonDays, isHoliday);
  return spans.find((span) => span.from > now)?.from ?? null;
}

function closingAfter(hours: Hours, now: Date, isHoliday: IsHoliday): Date | null {
  let until = now;
  for (const span of spansFrom(hours, now, longestDays, isHoliday))
    if (span.from <= until && span.until > until) until = span.until;
  return until.getTime() - now.getTime() > (longestDays - 1) * 86_400_000 ? null : until;
}

const holds = (span: Span, now: Date): boolean => span.from <= now && now < span.until;

/** Spans of yesterday (they may reach over midnight), today and the days after, by their start. */
function spansFrom(hours: Hours, now: Date, days: number, isHoliday: IsHoliday): Span[] {
  const first = addDays(localDate(now), -1);
  const dates = Array.from({ length: days + 2 }, (_, n) => addDays(first, n));
  return dates
    .flatMap((date) => hoursOn(hours, date, isHoliday).spans.map((span) => instantsOf(date, span)))
    .sort((a, b) => a.from.getTime() - b.from.getTime());
}

function instantsOf(date: LocalDate, { opens, closes }: Minutes): Span {
  const midnight = instantOf(date, '00:00').getTime();
  return {
    from: new Date(midnight + opens * 60_000),
    until: new Date(midnight + closes * 60_000),
  };
}

/** The spans that begin on a date: by its exception where there is one, else by the rules. */
export function hoursOn(
  { rules, exceptions }: Hours,
  date: LocalDate,
  isHoliday: IsHoliday,
): HoursOfDay {
  const changed = exceptions.find((one) => one.date === date);
  if (changed) return { date, spans: changed.hours, note: changed.note };
  const spans = rules
    .filter((rule) => appliesOn(rule, date, isHoliday))
    .sort((a, b) => a.opens - b.opens)
    .map(({ opens, closes, place }) => ({ opens, closes, ...(place ? { place } : {}) }));
  return { date, spans, note: '' };
}

function appliesOn(rule: HoursRule, date: LocalDate, isHoliday: IsHoliday): boolean {
  if (rule.monthDays && !rule.monthDays.includes(dayOf(date))) return false;
  if (rule.weekdays && !rule.weekdays.includes(weekdayOf(date))) return false;
  if (rule.weeks && !rule.weeks.some((week) => fallsInWeek(date, week))) return false;
  if (rule.except?.includes('holidays') && isHoliday(date)) return false;
  return !(rule.except?.includes('year_end') && isYearEnd(date));
}

const dayOf = (date: LocalDate): number => Number(date.slice(8));

const fallsInWeek = (date: LocalDate, week: number): boolean =>
  week === 6
    ? addDays(date, 7).slice(0, 7) !== date.slice(0, 7)
    : Math.ceil(dayOf(date) / 7) === week;

/** Whether a rule says the same of each week, but for the days it leaves out. */
export const isOfEveryWeek = ({ weeks, monthDays }: HoursRule): boolean => !weeks && !monthDays;

/** True where a rule cannot be read without the calendar of public holidays. */
export const needsHolidays = (rules: HoursRule[]): boolean =>
  rules.some((rule) => rule.except?.includes('holidays'));

/** Open around the clock on every day. */
export const neverCloses = (rules: HoursRule[] | null): boolean =>
  (rules ?? []).some(
    (rule) =>
      !rule.weekdays &&
      !rule.monthDays &&
      !rule.weeks &&
      !rule.except?.length &&
      rule.opens === 0 &&
      rule.closes >= 1440,
  );
