/** Availability cut into slots. Each date is cut by itself, so that any range of dates comes to the same slots. */
import { minutes } from '#platform/clock';
import { addDays, instantOf, weekdayOf, type LocalDate } from '#platform/tokyo';
import { datesOf } from '../dates.ts';
import type { Rule } from '../rule.ts';
import { rruleOf } from '../recurrence.ts';
import { merged, type Availability, type Hours } from './availability.ts';

export interface Slot {
  startsAt: Date;
  endsAt: Date;
}

/** How many days back a date looks for slots that reach into it: hours may run to the end of the next day, and a pause beyond that. */
const REACH = 2;

/** The slots of the dates from `from` up to, not including, `until`, in order. What runs on from the day before goes first. */
export function slotsOf(availability: Availability, from: LocalDate, until: LocalDate): Slot[] {
  const hours = hoursOf(availability, addDays(from, -REACH), until);
  const cutOn = (date: LocalDate) => cut(date, hours.get(date) ?? [], availability);
  const slots: Slot[] = [];
  for (let date = from; date < until; date = addDays(date, 1)) {
    const before = [...cutOn(addDays(date, -2)), ...cutOn(addDays(date, -1))];
    slots.push(
      ...cutOn(date).filter((slot) => !before.some((one) => meets(one, slot, availability))),
    );
  }
  return slots.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

/** Nearer to each other than the pause. */
export const meets = (a: Slot, b: Slot, { pauseMinutes }: { pauseMinutes: number }): boolean =>
  a.startsAt.getTime() < b.endsAt.getTime() + minutes(pauseMinutes) &&
  b.startsAt.getTime() < a.endsAt.getTime() + minutes(pauseMinutes);

function hoursOf(
  availability: Availability,
  from: LocalDate,
  until: LocalDate,
): Map<LocalDate, Hours[]> {
  const { week, exceptions } = availability;
  const within = exceptions.filter(({ date }) => date >= from && date < until);
  const setAside = new Set(within.filter(({ kind }) => kind !== 'also').map(({ date }) => date));
  const usual = datesOf(everyDay(availability, from), from, until)
    .filter(({ date }) => !setAside.has(date))
    .flatMap(({ date }) =>
      week.filter(({ weekday }) => weekday === weekdayOf(date)).map((hours) => ({ date, hours })),
    );
  const told = within.flatMap(({ date, hours }) => (hours ? [{ date, hours }] : []));
  const byDate = Map.groupBy([...usual, ...told], ({ date }) => date);
  return new Map([...byDate].map(([date, all]) => [date, merged(all.map(({ hours }) => hours))]));
}

/** The days that the supporter does not rest. */
const everyDay = (
  { exceptHolidays, closedAtYearEnd }: Availability,
  validFrom: LocalDate,
): Rule => ({
  rrule: rruleOf({ every: 'day', interval: 1 }),
  startsAtMinute: 0,
  endsAtMinute: 1440,
  dates: [],
  validFrom,
  validUntil: null,
  onHoliday: exceptHolidays ? 'skipped' : 'held',
  closedAtYearEnd,
  closedMonths: [],
});

function cut(date: LocalDate, hours: Hours[], { slotMinutes, pauseMinutes }: Availability): Slot[] {
  const midnight = instantOf(date, '00:00').getTime();
  const slots: Slot[] = [];
  let next = 0;
  for (const { startsAtMinute, endsAtMinute } of hours) {
    next = Math.max(next, startsAtMinute);
    for (; next + slotMinutes <= endsAtMinute; next += slotMinutes + pauseMinutes)
      slots.push({
        startsAt: new Date(midnight + minutes(next)),
        endsAt: new Date(midnight + minutes(next + slotMinutes)),
      });
  }
  return slots;
}
