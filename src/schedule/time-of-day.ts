/** Weekday, evening or weekend. Server only: the holiday table is heavy. */
import { isHoliday } from '#platform/holidays';
import {
  addDays,
  instantOf,
  localDate,
  localTime,
  weekdayOf,
  type LocalDate,
  type LocalTime,
} from '#platform/tokyo';
import type { TimeOfDay } from './filter.ts';

const EVENING = '17:00';

interface Hours {
  time: TimeOfDay;
  from: LocalTime;
  until: LocalTime;
}

/** A day's hours as a reader counts them; a public holiday is as free as a weekend. */
const hoursOf = (date: LocalDate): Hours[] =>
  weekdayOf(date) >= 6 || isHoliday(date)
    ? [{ time: 'weekend', from: '00:00', until: '24:00' }]
    : [
        { time: 'weekday_day', from: '00:00', until: EVENING },
        { time: 'weekday_evening', from: EVENING, until: '24:00' },
      ];

export function timeOfDay(at: Date): TimeOfDay {
  const time = localTime(at);
  return hoursOf(localDate(at)).findLast(({ from }) => from <= time)?.time ?? 'weekend';
}

/** All hours of these kinds within the span, as PostgreSQL writes several ranges of instants. */
export function hoursWithin(times: TimeOfDay[], from: LocalDate, until: LocalDate): string {
  const ranges: string[] = [];
  for (let date = from; date < until; date = addDays(date, 1))
    for (const hours of hoursOf(date))
      if (times.includes(hours.time))
        ranges.push(
          `[${instantOf(date, hours.from).toISOString()},${instantOf(date, hours.until).toISOString()})`,
        );
  return `{${ranges.join(',')}}`;
}
