/** The days that the list shows: a week from a day on, or what is left of a month. */
import { firstDayOf, monthWith, shiftMonth } from '#platform/month';
import { daysBetween, type LocalDate } from '#platform/tokyo';
import type { PageFilter } from './filter.ts';

/** `from` and how many days. Of the month that runs today, the days gone by are left out. */
export function daysShown(
  { view, from }: Pick<PageFilter, 'view' | 'from'>,
  today: LocalDate,
): { from: LocalDate; days: number } {
  const asked = from ?? today;
  if (view === 'week') return { from: asked, days: 7 };
  const first = firstOfMonth(asked);
  const begins = first === firstOfMonth(today) ? today : first;
  return { from: begins, days: daysBetween(begins, nextMonth(first)) };
}

export const firstOfMonth = (date: LocalDate): LocalDate => firstDayOf(monthWith(date));

export const nextMonth = (date: LocalDate): LocalDate => firstDayOf(shiftMonth(monthWith(date), 1));

export const previousMonth = (date: LocalDate): LocalDate =>
  firstDayOf(shiftMonth(monthWith(date), -1));
