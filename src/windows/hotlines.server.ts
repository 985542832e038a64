import { db } from '#platform/db';
import { addDays, localDate, type LocalDate } from '#platform/tokyo';
import { isHoliday } from './holidays.ts';
import { isValidOn, reaches, type Hotline } from './hotline.ts';
import {
  hoursOn,
  isOfEveryWeek,
  isOpenAt,
  openStateAt,
  type HoursOfDay,
  type OpenState,
} from './hours.ts';
import type { WindowRecord } from './window.ts';
import { allHotlines } from './hotline-queries.server.ts';

/** 119 and 110, and the lines known to be open at an instant, each in the order they are shown. */
export async function linesNow(
  at: Date,
  prefCode?: string,
): Promise<{ emergency: Hotline[]; open: Hotline[] }> {
  const all = await allHotlines(db);
  return {
    emergency: all.filter((line) => line.topic === 'emergency'),
    open: openAmong(all, at, prefCode),
  };
}

/** Lines of today that reach all of Japan or the prefecture and are known to be open; emergency numbers left out. */
export const openHotlines = async (at: Date, prefCode?: string): Promise<Hotline[]> =>
  openAmong(await allHotlines(db), at, prefCode);

const reachingAmong = (all: Hotline[], at: Date, prefCode?: string): Hotline[] =>
  all.filter(
    (line) =>
      line.topic !== 'emergency' && isValidOn(line, localDate(at)) && reaches(line, prefCode),
  );

const openAmong = (all: Hotline[], at: Date, prefCode?: string): Hotline[] =>
  reachingAmong(all, at, prefCode).filter((line) =>
    isOpenAt({ rules: line.hours ?? [], exceptions: [] }, at, isHoliday),
  );

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

/** Its hours on the coming days, from today. */
export function comingHours({ hours, exceptions }: Hours, at: Date, days = 7): HoursOfDay[] {
  const today = localDate(at);
  return Array.from({ length: days }, (_, n) =>
    hoursOn({ rules: hours ?? [], exceptions }, addDays(today, n), isHoliday),
  );
}
