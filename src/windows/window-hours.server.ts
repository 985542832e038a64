/** A window's hours, by the calendar of public holidays: server only, as that is heavy. */
import type { Database } from '#platform/db';
import { isHoliday } from '#platform/holidays';
import { addDays, localDate, type LocalDate } from '#platform/tokyo';
import {
  EVERY_OFFICE,
  hoursOn,
  isOfEveryWeek,
  openStateAt,
  type HoursOfDay,
  type HoursRule,
  type OpenState,
} from './hours.ts';
import { selectWindows } from './queries.server.ts';
import type { WindowRecord } from './window.ts';

type Hours = Pick<WindowRecord, 'hours' | 'exceptions'>;

/** What a window's hours say at an instant, by the calendar of public holidays and its own single dates. */
export const openState = ({ hours, exceptions }: Hours, at: Date): OpenState =>
  openStateAt(hours, at, isHoliday, exceptions);

const DATED_DAYS = 60;

/**
 * Coming days whose hours are not those of every week, each with all of its hours: single dates, the second Wednesday of a
 * month, and holidays on which it is closed.
 */
export function datedHours({ hours, exceptions }: Hours, at: Date): HoursOfDay[] {
  const weekly = (hours ?? []).filter(isOfEveryWeek).map(({ except: _, ...rule }) => rule);
  const said = (date: LocalDate) => hoursOn({ rules: weekly, exceptions: [] }, date, isHoliday);
  return comingHours({ hours, exceptions }, at, DATED_DAYS).filter(
    ({ date, spans }) => JSON.stringify(spans) !== JSON.stringify(said(date).spans),
  );
}

/** The coming days on which each of these windows is open, from today; of one that has published no hours, those of offices. */
export async function openDaysOf(
  ids: string[],
  at: Date,
  database: Database,
): Promise<LocalDate[][]> {
  const windows = await selectWindows(database, { ids }, localDate(at));
  return windows.map(({ hours, exceptions }) =>
    comingHours({ hours: hours ?? OF_OFFICES, exceptions }, at, DATED_DAYS)
      .filter(({ spans }) => spans.length > 0)
      .map(({ date }) => date),
  );
}

const OF_OFFICES: HoursRule[] = [
  { weekdays: [1, 2, 3, 4, 5], opens: 0, closes: 24 * 60, except: EVERY_OFFICE },
];

/** Its hours on the coming days, from today. */
export function comingHours({ hours, exceptions }: Hours, at: Date, days = 7): HoursOfDay[] {
  const today = localDate(at);
  return Array.from({ length: days }, (_, n) =>
    hoursOn({ rules: hours ?? [], exceptions }, addDays(today, n), isHoliday),
  );
}
