import holidays from '@holiday-jp/holiday_jp';
import type { LocalDate } from './tokyo.ts';

/** A public holiday of Japan, substitutes included. Server only: the table is heavy. */
export const isHoliday = (date: LocalDate): boolean => HOLIDAYS.has(date);

// The package's own look-up goes through all of them each time.
const HOLIDAYS = new Set(Object.keys(holidays.holidays));
