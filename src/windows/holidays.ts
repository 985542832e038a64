import holidayJp from '@holiday-jp/holiday_jp';
import type { LocalDate } from '#platform/tokyo';

/** Public holidays of Japan. */
export const isHoliday = (date: LocalDate): boolean => Object.hasOwn(holidayJp.holidays, date);
