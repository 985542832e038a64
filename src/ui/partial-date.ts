/** Dates of sources, which may have no day or no month. */
import { getLocale, type Locale } from '#paraglide/runtime';
import { formatMonth } from './dates.ts';

/** 2023-10-27, 2024-03, 2021: 2023年10月27日, 27 Oct 2023; 2024年3月, Mar 2024; 2021年, 2021. */
export function formatPartialDate(date: string, locale: Locale = getLocale()): string {
  const [year = '', month, day] = date.split('-');
  if (!month) return locale === 'en' ? year : `${year}年`;
  const upToMonth = formatMonth(`${year}-${month}-01`, locale);
  if (!day) return upToMonth;
  return locale === 'en' ? `${Number(day)} ${upToMonth}` : `${upToMonth}${Number(day)}日`;
}
