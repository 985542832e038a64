/** A week as its table shows it: each day with its published hours, its shifts side by side, and what nobody covers. */
import {
  addDays,
  daysBetween,
  instantOf,
  isLocalDate,
  localDate,
  weekdayOf,
  type LocalDate,
} from '#platform/tokyo';
import type { Minutes } from '#windows';
import { SHIFT_ROLES, type ShiftRole } from '../shift.ts';
import { gapsOf, keepsOpen } from '../gaps/gaps.ts';
import { spanOn } from './rule.ts';
import { minutesIn, overlap, united, type Span } from '../span.ts';

/** Minutes from midnight of the day on which it begins; past 1440 they are of the next. */
export interface Stretch {
  from: number;
  until: number;
}

interface Planned extends Span {
  accountId: string;
  role: ShiftRole;
}

export interface RosterDay<S extends Planned> {
  date: LocalDate;
  holiday: boolean;
  published: Stretch[];
  /** Each lane holds shifts that do not overlap, in order; gaps stand in the first. */
  lanes: (S & Stretch)[][];
  gaps: (Span & Stretch)[];
  coveredMinutes: number;
}

export interface RosterWeek<S extends Planned> {
  monday: LocalDate;
  days: RosterDay<S>[];
  /** The hours that the table shows: 8 to 22, and as many more as it needs. */
  axis: Stretch;
  /** Of each account, most first. */
  minutesBy: Map<string, number>;
}

const NEAR_DAYS = 731;

/** A date that rosters know: up to two years ahead or past, so that a year mistyped is seen. */
export const isNear = (text: string, today: LocalDate): boolean =>
  isLocalDate(text) && Math.abs(daysBetween(today, text)) <= NEAR_DAYS;

/** To a hundredth: whoever goes on duty at once begins between two minutes. */
export const inHours = (minutes: number): number => Math.round(minutes / 0.6) / 100;

export const mondayOf = (date: LocalDate): LocalDate => addDays(date, 1 - weekdayOf(date));

export const spanOfWeek = (monday: LocalDate): Span => ({
  startsAt: instantOf(monday, '00:00'),
  endsAt: instantOf(addDays(monday, 7), '00:00'),
});

/** `shifts` are all that touch the week; one that began before it counts as covering, and stands in its own week's table. */
export function weekOf<S extends Planned>(
  monday: LocalDate,
  published: (date: LocalDate) => Minutes[],
  shifts: S[],
  isHoliday: (date: LocalDate) => boolean,
): RosterWeek<S> {
  const days = Array.from({ length: 7 }, (_, n) => {
    const date = addDays(monday, n);
    return dayOf(date, published(date), shifts, isHoliday(date));
  });
  return { monday, days, axis: axisOf(days), minutesBy: minutesBy(days) };
}

function dayOf<S extends Planned>(
  date: LocalDate,
  hours: Minutes[],
  shifts: S[],
  holiday: boolean,
): RosterDay<S> {
  const open = united(hours.map((span) => spanOn(date, span)));
  const gaps = gapsOf(open, shifts);
  const own = shifts.filter(({ startsAt }) => localDate(startsAt) === date);
  return {
    date,
    holiday,
    published: open.map((span) => stretchOf(date, span)),
    lanes: lanesOf(
      own.map((shift) => ({ ...shift, ...stretchOf(date, shift) })),
      gaps,
    ),
    gaps: gaps.map((gap) => ({ ...gap, ...stretchOf(date, gap) })),
    coveredMinutes: minutesIn(united(own.filter(keepsOpen))),
  };
}

function stretchOf(date: LocalDate, { startsAt, endsAt }: Span): Stretch {
  const midnight = Number(instantOf(date, '00:00'));
  const minute = (at: Date) => (Number(at) - midnight) / 60_000;
  return { from: minute(startsAt), until: minute(endsAt) };
}

/** Whoever answers first, then by time: each in the first lane where nobody is yet. Of the first lane gaps are part. */
function lanesOf<S extends Planned & Stretch>(shifts: S[], gaps: Span[]): S[][] {
  const lanes: S[][] = [[]];
  for (const shift of shifts.toSorted(byRoleAndStart)) {
    const free = lanes.find((lane, n) =>
      [...lane, ...(n === 0 ? gaps : [])].every((other) => !overlap(other, shift)),
    );
    if (free) free.push(shift);
    else lanes.push([shift]);
  }
  return lanes.map((lane) => lane.toSorted((a, b) => a.from - b.from));
}

const byRoleAndStart = (a: Planned & Stretch, b: Planned & Stretch): number =>
  order(a) - order(b) || a.from - b.from || a.until - b.until;

const order = ({ role }: Planned): number => Number(role !== SHIFT_ROLES[0]);

function axisOf(days: RosterDay<Planned>[]): Stretch {
  const all = days.flatMap(({ published, lanes }) => [...published, ...lanes.flat()]);
  const from = Math.min(8 * 60, ...all.map((one) => one.from));
  const until = Math.max(22 * 60, ...all.map((one) => one.until));
  return { from: Math.floor(from / 120) * 120, until: Math.ceil(until / 120) * 120 };
}

function minutesBy(days: RosterDay<Planned>[]): Map<string, number> {
  const minutes = new Map<string, number>();
  for (const { accountId, from, until } of days.flatMap(({ lanes }) => lanes.flat()))
    minutes.set(accountId, (minutes.get(accountId) ?? 0) + until - from);
  return new Map([...minutes].sort(([, a], [, b]) => b - a));
}
