/** Published hours of the coming days that nobody covers. */
import { db } from '#platform/db';
import { isHoliday } from '#platform/holidays';
import { addDays, instantOf, localDate, type LocalDate } from '#platform/tokyo';
import { hoursOn, type Minutes, type WindowDetail } from '#windows';
import { shiftsBetween } from '../roster/planned-queries.server.ts';
import { spanOn } from '../roster/rule.ts';
import type { Span } from '../span.ts';
import { gapsOf } from './gaps.ts';

const DAYS_AHEAD = 7;

type Hours = Pick<WindowDetail, 'id' | 'hours' | 'exceptions'>;

export const publishedOn = ({ hours, exceptions }: Hours, date: LocalDate): Minutes[] =>
  hoursOn({ rules: hours ?? [], exceptions }, date, isHoliday).spans;

/** Of each window those of the next seven days from now on, by its id. */
export async function gapsAhead(windows: Hours[], at: Date): Promise<Map<string, Span[]>> {
  const ids = windows.map(({ id }) => id);
  const until = instantOf(addDays(localDate(at), DAYS_AHEAD + 1), '00:00');
  const shifts = await shiftsBetween(db, ids, { startsAt: at, endsAt: until });
  const by = Map.groupBy(shifts, ({ windowId }) => windowId);
  return new Map(
    windows.map((window) => [window.id, gapsOf(openAhead(window, at), by.get(window.id) ?? [])]),
  );
}

/** Hours that began yesterday count as long as they run. */
function openAhead(window: Hours, at: Date): Span[] {
  const yesterday = addDays(localDate(at), -1);
  return Array.from({ length: DAYS_AHEAD + 1 }, (_, n) => addDays(yesterday, n))
    .flatMap((date) => publishedOn(window, date).map((span) => spanOn(date, span)))
    .filter(({ endsAt }) => endsAt > at)
    .map(({ startsAt, endsAt }) => ({ startsAt: startsAt > at ? startsAt : at, endsAt }));
}
