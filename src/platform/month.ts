/** Months of the calendar, as addresses and lists name them. */
import { localDate, type LocalDate } from './tokyo.ts';

/** "2026-11" */
export type Month = string;

export const isMonth = (text: string): boolean => /^20\d{2}-(0[1-9]|1[0-2])$/.test(text);

export const monthOf = (instant: Date): Month => monthWith(localDate(instant));

export const monthWith = (date: LocalDate): Month => date.slice(0, 7);

export const firstDayOf = (month: Month): LocalDate => `${month}-01`;

/** So many months later, or earlier where that is below 0. */
export function shiftMonth(month: Month, by: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}
