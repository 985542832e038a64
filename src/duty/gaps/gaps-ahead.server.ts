/** Published hours of the coming days that nobody covers. */
import { db } from '#platform/db';
import { isHoliday } from '#platform/holidays';
import { addDays, instantOf, localDate, type LocalDate } from '#platform/tokyo';
import { hoursOn, type Minutes, type WindowDetail } from '#windows';
import { shiftsBetween } from '../roster/planned-queries.server.ts';
import { spanOn } from '../roster/rule.ts';
import type { Span } from '../roster/span.ts';
import { gapsOf } from './gaps.ts';

const DAYS_AHEAD = 7;

type Hours = Pick<WindowDetail, 'id' | 'hours' | 'exceptions'>;

export const publishedOn = ({ hours, exceptions }: Hours, date: LocalDate): Minutes[] =>
  hoursOn({ rules: hours ?? [], exceptions }, date, isHoliday).spans;

/** Of the next seven days from now on; hours that began yesterday count as long as they run. */
export async function gapsAhead(window: Hours, at: Date): Promise<Span[]> {
  const today = localDate(at);
  const dates = Array.from({ length: DAYS_AHEAD + 1 }, (_, n) => addDays(today, n - 1));
  const open = dates
    .flatMap((date) => publishedOn(window, date).map((span) => spanOn(date, span)))
    .filter(({ endsAt }) => endsAt > at)
    .map(({ startsAt, endsAt }) => ({ startsAt: startsAt > at ? startsAt : at, endsAt }));
  const within = { startsAt: at, endsAt: instantOf(addDays(today, DAYS_AHEAD + 1), '00:00') };
  return gapsOf(open, await shiftsBetween(db, [window.id], within));
}
